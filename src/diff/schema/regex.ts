const native = new Map<string, RegExp | undefined>();

/** The pattern as JSON Schema means it: an ECMA-262 expression over characters, anchored nowhere. */
export function nativePattern(pattern: string): RegExp | undefined {
  if (native.has(pattern)) return native.get(pattern);
  let expression: RegExp | undefined;
  try {
    const read = new RegExp(pattern, "u");
    // Only when it is run does V8 find that one is too large.
    read.test("");
    expression = read;
  } catch {
    // Stays undefined: what cannot be read is never judged.
  }
  native.set(pattern, expression);
  return expression;
}
