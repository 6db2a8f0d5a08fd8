import { UsageError } from "../../model/errors.ts";
import { reportHead } from "../../model/report-head.ts";
import { catalogue } from "../catalogue.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { nearest } from "../nearest.ts";

export const execute: Execute = async (invocation) => {
  const [id] = invocation.args;
  const rules = id === undefined ? catalogue : catalogue.filter((rule) => rule.id === id);
  if (id !== undefined && rules.length === 0) {
    const meant = nearest(
      id,
      catalogue.map((rule) => rule.id),
    );
    throw new UsageError({
      what: "cannot explain the rule",
      where: id,
      why: "there is none of that name",
      hint: meant === undefined ? "specwitness rules lists them all" : `Did you mean ${meant}?`,
    });
  }
  return deliver({ ...reportHead("rules"), rules }, invocation, { failOn: "never" });
};
