import type { Rule } from "../../model/rule.ts";
import { countMembers, losses } from "../raw-json.ts";
import { placeInWords } from "../schema/fault.ts";
import type { Check, Message, Visit } from "./check.ts";

const imprecise: Rule = {
  id: "number-imprecise",
  area: "validate",
  title: "A body holds an integer that many readers cannot tell from its neighbours",
  severity: { request: "dangerous", response: "dangerous" },
  why: "Beyond 2^53 JavaScript and others read another number than was written; an id so read names something else.",
  spec: "https://www.rfc-editor.org/rfc/rfc8259#section-6",
  remedy: "Send such numbers as strings.",
};

const duplicate: Rule = {
  id: "duplicate-key",
  area: "validate",
  title: "An object of a body has the same name twice",
  severity: { request: "dangerous", response: "dangerous" },
  why: "Readers disagree on which of the two counts; only the last one was checked.",
  spec: "https://www.rfc-editor.org/rfc/rfc8259#section-4",
};

/** What the text of a body says and reading it as JSON loses. */
export const rawText: Check = {
  rules: [imprecise, duplicate],
  run(visit) {
    look(visit, visit.requestMessage, "request");
    if (visit.responseMessage !== undefined) look(visit, visit.responseMessage, "response");
  },
};

function look({ report }: Visit, { content, mediaType }: Message, direction: "request" | "response"): void {
  if (content.state !== "value" || content.raw === undefined) return;
  const { text, survey } = content.raw;
  if (!survey.long && survey.members === countMembers(content.value)) return;
  const pointer = mediaType?.pointer;
  for (const loss of losses(text)) {
    const { instance } = loss;
    const place = placeInWords(instance, `the ${direction} body`);
    const where = { direction, instance, ...(pointer === undefined ? {} : { pointer }) };
    if (loss.kind === "duplicate")
      report({ ...where, rule: duplicate, message: `${place} is there more than once` });
    else {
      const read = String(Number(loss.text));
      const message = `${place} is ${loss.text}, beyond 2^53; JavaScript reads ${read}`;
      report({ ...where, rule: imprecise, message, actual: loss.text });
    }
  }
}
