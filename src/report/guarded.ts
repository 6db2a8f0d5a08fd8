/**
 * A string of the view on its way into a template. Written out anywhere (`{{x}}` and `{{{x}}}` alike) it is
 * escaped for the target, so that no template can forget to; only a helper can reach what it was.
 */
export class Guarded {
  readonly #raw: string;
  readonly #escape: (text: string) => string;

  constructor(raw: string, escaping: (text: string) => string) {
    this.#raw = raw;
    this.#escape = escaping;
  }

  /** The text itself, for helpers that escape it in another way. */
  static raw(value: unknown): string {
    return value instanceof Guarded ? value.#raw : String(value ?? "");
  }

  toString(): string {
    return this.#escape(this.#raw);
  }
}

/** The same data with every string that is not empty guarded; an empty one stays false for `{{#if}}`. */
export function guard(value: unknown, escaping: (text: string) => string): unknown {
  if (typeof value === "string") return value === "" ? "" : new Guarded(value, escaping);
  if (Array.isArray(value)) return value.map((item) => guard(item, escaping));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, guard(member, escaping)]));
}
