import { createContext, Script } from "node:vm";

/** Longer than any sensible pattern takes on any sensible text, by far. */
const LIMIT_MS = 200;
/** A text so short cannot keep a pattern busy. */
const SHORT = 10;

/** What Ajv asks of a regular expression. */
interface Expression {
  test(text: string): boolean;
  toString(): string;
}

/** JSON Schema asks for the `u` flag, under which many real patterns (`[\w-.]`, `\_`) are no expressions at all. */
export function expression(pattern: string): RegExp {
  try {
    return runnable(new RegExp(pattern, "u"));
  } catch {
    return runnable(new RegExp(pattern));
  }
}

/** Only when it is run does V8 find that an expression is too large. */
function runnable(regexp: RegExp): RegExp {
  regexp.test("");
  return regexp;
}

const EXPRESSIONS = new Map<string, RegExp | undefined>();

/** Does a name fit a pattern of `patternProperties`? A pattern that is none fits nothing. */
export function matchesPattern(pattern: string, name: string): boolean {
  if (!EXPRESSIONS.has(pattern)) EXPRESSIONS.set(pattern, readExpression(pattern));
  return EXPRESSIONS.get(pattern)?.test(name) ?? false;
}

function readExpression(pattern: string): RegExp | undefined {
  try {
    return expression(pattern);
  } catch {
    return undefined;
  }
}

/**
 * An expression that cannot be kept busy for ever: patterns in which repetitions may divide a text among themselves
 * in many ways (`(a+)+`, `a*a*`, `(.*)\1`) are tried against the clock, in a context that V8 interrupts. A text that
 * takes too long counts as one that fits, is told of once, and no text of that length is tried again.
 */
export function guardedExpression(pattern: string, onSlow: (pattern: string) => void): Expression {
  const regexp = expression(pattern);
  if (!mayBacktrack(pattern)) return regexp;
  let longest = Number.POSITIVE_INFINITY;
  return {
    toString: () => String(regexp),
    test(text) {
      if (text.length <= SHORT) return regexp.test(text);
      if (text.length >= longest) return true;
      const found = testInTime(regexp, text);
      if (found !== undefined) return found;
      longest = text.length;
      onSlow(pattern);
      return true;
    },
  };
}

/** Repetitions without end, apart from classes and escaped characters: with two of them a text can be divided. */
function mayBacktrack(pattern: string): boolean {
  const bare = pattern.replace(/\\./gsu, "e").replace(/\[[^\]]*\]/g, "c");
  const endless = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const groups = /\)(?:[*+]|\{\d)/.test(bare);
  return (
    endless > 1 || (groups && endless > 0) || /\\(?:[1-9]|k<)/.test(pattern) || /\)\{\d+,?\d*\}/.test(bare)
  );
}

const sandbox: { regexp?: RegExp; text?: string } = {};
let context: ReturnType<typeof createContext> | undefined;
const script = new Script("regexp.test(text)");

/** @returns nothing where it takes too long. */
function testInTime(regexp: RegExp, text: string): boolean | undefined {
  context ??= createContext(sandbox);
  sandbox.regexp = regexp;
  sandbox.text = text;
  try {
    return script.runInContext(context, { timeout: LIMIT_MS }) as boolean;
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  }
}
