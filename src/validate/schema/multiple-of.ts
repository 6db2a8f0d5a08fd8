/** `multipleOf` on the decimal numbers that are written: 4.35 is a multiple of 0.01, though not in binary. */
export function isMultipleOf(value: number, step: number): boolean {
  if (step === 0) return false;
  // `1e999` is JSON, and beyond what can be told of a number.
  if (!Number.isFinite(value) || !Number.isFinite(step)) return true;
  const [a, scaleOfA] = decimal(value);
  const [b, scaleOfB] = decimal(step);
  const scale = Math.max(scaleOfA, scaleOfB);
  return (a * 10n ** BigInt(scale - scaleOfA)) % (b * 10n ** BigInt(scale - scaleOfB)) === 0n;
}

/** A finite number as digits and how many of them stand behind the point. */
function decimal(number: number): [digits: bigint, scale: number] {
  const [mantissa = "0", exponent = "0"] = String(number).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? [digits, scale] : [digits * 10n ** BigInt(-scale), 0];
}
