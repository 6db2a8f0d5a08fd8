import { describe, expect, it } from "vitest";
import { guardedExpression } from "../../../src/validate/schema/patterns.ts";
import { documentWithSchema } from "../../support/documents.ts";
import { exchange, findingsIn } from "../../validate/exchanges.ts";

describe("patterns", () => {
  it.each(["^(a+)+$", "^(a|a)*$", "^(\\w+\\s?)*$", "(x+x+)+y", "^(?:a?){30}a{30}$", "^(.*?,){11}P"])(
    "do not keep anybody busy: %s",
    (pattern) => {
      const slow: string[] = [];
      const guarded = guardedExpression(pattern, (each) => slow.push(each));
      for (const text of ["a", "x", "1,2,3"]) {
        const hard = `${text.repeat(30)}!`;
        // Either it is told in time, and then rightly, or it is told of as slow and counts as fitting.
        const found = guarded.test(hard);
        expect(found && slow.length === 0).toBe(false);
      }
    },
  );

  it.each(["^[a-z]+$", "^\\d+-[+*]\\w{2}$", "^(?:a|b)$", "^x(y)?z*$", "\\+\\+"])(
    "that cannot backtrack are used as they are: %s",
    (pattern) => expect(guardedExpression(pattern, () => {})).toBeInstanceOf(RegExp),
  );

  it("say what a plain expression says, where they are guarded and quick", () => {
    const guarded = guardedExpression("^(?:[a-z]+-)*[a-z]+$", () => {});
    expect([guarded.test("some-long-kebab-case-name"), guarded.test("some-long-kebab-case-name-")]).toEqual([
      true,
      false,
    ]);
  });

  it("that take too long are a finding at their place, once", async () => {
    const schema = { type: "array", items: { type: "string", pattern: "^(a+)+$" } };
    const json = Array(5).fill(`${"a".repeat(40)}!`);
    const findings = await findingsIn(
      documentWithSchema(schema, "response"),
      exchange("POST /things", 200, { json }),
    );
    expect(findings.map(({ rule, document }) => [rule, document?.pointer?.split("/").slice(-2)])).toEqual([
      ["schema-unusable", ["items", "pattern"]],
    ]);
  });
});
