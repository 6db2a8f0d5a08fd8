import { expect, test } from "vitest";
import type { Effect, Reach } from "../../../src/model/finding.ts";
import { effectView } from "../../../src/report/view/effect.ts";
import { evidenceFacts } from "../../../src/report/view/evidence.ts";
import { createScope, UNFOLDED } from "../../../src/report/view/scope.ts";

const GET: Reach = { operation: "GET /pets", in: "response", status: "200", path: "$[].name" };

function effect(part: Partial<Effect>): Effect {
  return { direction: "response", severity: "dangerous", evidence: "witness", reaches: [GET], ...part };
}

const witness = {
  value: "x",
  acceptedBy: "revision",
  rejectedBy: "base",
  operation: "GET /pets",
  body: [{ name: "x" }],
} as const;

test("the whole message around a value is named after where it travels", () => {
  const label = (reaches: readonly Reach[], direction: Effect["direction"] = "response") =>
    evidenceFacts(effect({ witness, reaches, direction }), UNFOLDED)[1]?.label;
  expect(label([GET])).toBe("in a whole 200 response of GET /pets");
  expect(label([GET, { ...GET, mediaType: "text/json" }])).toBe("in a whole 200 response of GET /pets");
  expect(label([GET, { ...GET, status: "201" }])).toBe("in a whole response of GET /pets");
  expect(label([{ ...GET, in: "request" }], "request")).toBe("in a whole request of GET /pets");
  expect(label([{ ...GET, in: "query", name: "filter" }], "request")).toBe(
    "in the query parameter filter of GET /pets",
  );
  expect(label([{ ...GET, operation: "GET /others" }])).toBe("in a whole response of GET /pets");
});

test("a value that is the whole message is not said twice", () => {
  const facts = evidenceFacts(effect({ witness: { ...witness, value: [{ name: "x" }] } }), UNFOLDED);
  expect(facts).toEqual([{ label: "may now be answered", value: '[{"name":"x"}]', code: true }]);
});

test("a reason is called undecided only where it is", () => {
  const label = (evidence: Effect["evidence"]) =>
    evidenceFacts(effect({ evidence, reason: "why" }), UNFOLDED)[0]?.label;
  expect(label("undecided")).toBe("undecided");
  for (const evidence of ["proof", "rule", "witness"] as const) expect(label(evidence)).not.toBe("undecided");
});

test("one place that several media types have is told once", () => {
  const reaches = [GET, { ...GET, mediaType: "application/xml" }, { ...GET, operation: "GET /others" }];
  const view = effectView(effect({ reaches }), createScope(UNFOLDED, [], {}, {}));
  expect(view.reaches).toEqual([
    { operation: "GET /pets", at: "200 $[].name" },
    { operation: "GET /others", at: "200 $[].name" },
  ]);
});
