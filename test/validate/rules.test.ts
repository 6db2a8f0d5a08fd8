import { describe, expect, it } from "vitest";
import { validateRules } from "../../src/validate/index.ts";

describe("the catalogue", () => {
  it("has each rule once", () => {
    const ids = validateRules.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it.each(validateRules.map((rule) => [rule.id, rule] as const))("explains %s", (id, rule) => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(rule.area).toBe("validate");
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*[.)]$/);
    expect(Object.keys(rule.severity).length).toBeGreaterThan(0);
    if (rule.spec !== undefined) expect(rule.spec).toMatch(/^https:\/\//);
  });
});
