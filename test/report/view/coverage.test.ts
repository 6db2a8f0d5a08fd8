import { expect, it } from "vitest";
import { render } from "../../../src/report/index.ts";
import { validate } from "../fixtures/reports.ts";

const none = { seen: 0, total: 0 };
const names = (count: number, name: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => name(i));
const missing = [
  ...names(3, (i) => `GET /lamps/${i}`),
  ...names(1, () => "GET /lamps 404"),
  ...names(4, (i) => `#/components/schemas/Lamp/properties/parts/items/properties/color/enum "${i}"`),
  ...names(2, (i) => `#/components/schemas/Lamp/oneOf Kind${i}`),
  "#/paths/~1lamps~1bulk/post/responses/200/content/application~1json/schema/items null",
];
const report = {
  ...validate,
  coverage: {
    operations: { seen: 1, total: 4 },
    responses: { seen: 9, total: 10 },
    mediaTypes: none,
    enumValues: { seen: 0, total: 4 },
    variants: none,
    properties: { seen: 5, total: 7 },
    nullables: { seen: 1, total: 2 },
    missing,
  },
};

it("what was never seen is a line for each kind where it is too much to list", async () => {
  const text = await render(report, "text", { width: 120 });
  expect(text).toContain(`
    1 of 4 operations, 9 of 10 responses, 0 of 4 enum values, 5 of 7 optional properties, 1 of 2 sides of nullables
    seen: 59% in all.

    Never seen:
      3 operations: GET /lamps/0, GET /lamps/1 and 1 more
      1 response: GET /lamps 404
      4 enum values: Lamp.parts[].color "0", Lamp.parts[].color "1" and 2 more
      2 optional properties: Lamp Kind0, Lamp Kind1
      1 side of a nullable: POST /lamps/bulk 200 [] null
      --all lists them
`);
});

it("and is listed where somebody asks for all", async () => {
  const text = await render(report, "text", { width: 120, all: true });
  for (const name of missing) expect(text).toContain(`\n      ${name}\n`);
});
