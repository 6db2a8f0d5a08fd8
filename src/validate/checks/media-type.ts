import type { MediaType } from "../../model/operation.ts";
import { join } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import { shortList } from "../closest.ts";
import type { Check, Message } from "./check.ts";

const undocumented: Rule = {
  id: "media-type-undocumented",
  area: "validate",
  title: "A body came in a media type that the document does not list for it",
  severity: { request: "breaking", response: "breaking" },
  why: "The other side chooses its parser by the media type; one that is not in the document is not understood.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#media-type-object",
  remedy: "Document the media type, or send one that is documented.",
};

const missing: Rule = {
  id: "content-type-missing",
  area: "validate",
  title: "A body came without a content-type header",
  severity: { request: "note", response: "note" },
  why: "The receiver has to guess what the body is.",
  spec: "https://www.rfc-editor.org/rfc/rfc9110#section-8.3",
};

const unchecked: Rule = {
  id: "body-unchecked",
  area: "validate",
  title: "A body has a schema but is in a format that cannot be held against one",
  severity: { request: "note", response: "note" },
  why: "JSON Schema speaks of JSON, forms and text; of XML and binary formats nothing can be said.",
};

export const mediaType: Check = {
  rules: [undocumented, missing, unchecked],
  run({ operation, response, requestMessage, responseMessage, report }) {
    const look = (
      message: Message,
      content: readonly MediaType[],
      direction: "request" | "response",
      pointer: `/${string}`,
    ) => {
      if (message.content.state === "empty" || content.length === 0) return;
      const known = content.map(({ type }) => type);
      const place = { direction, pointer: join(pointer, "content") };
      const body = `the ${direction} body`;
      if (message.sentType === undefined) {
        if (message.content.state === "unknown") return;
        report({ ...place, rule: missing, message: `${body} came without a content-type`, expected: known });
      } else if (message.mediaType === undefined) {
        const { essence } = message.sentType;
        report({
          ...place,
          rule: undocumented,
          message: `${body} is ${essence || "of an empty media type"}; the document knows ${shortList(known)}`,
          expected: known,
          actual: essence,
          subject: essence,
        });
      } else if (message.content.state === "opaque" && message.mediaType.schema !== undefined) {
        if (isBinary(message.mediaType)) return;
        const text = `${body} is ${message.sentType.essence}, which cannot be held against a schema`;
        report({ ...place, rule: unchecked, message: text, pointer: message.mediaType.pointer });
      }
    };
    const { requestBody } = operation;
    if (requestBody !== undefined)
      look(requestMessage, requestBody.content, "request", requestBody.pointer as "/");
    if (response !== undefined && responseMessage !== undefined)
      look(responseMessage, response.content, "response", response.pointer as "/");
  },
};

/** A schema that says "bytes" asks for nothing that could be checked. */
function isBinary({ raw }: MediaType): boolean {
  const schema = raw.schema;
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return true;
  const keys = Object.keys(schema).filter((key) => !["type", "format", "description", "title"].includes(key));
  const { type } = schema as { readonly type?: unknown };
  return keys.length === 0 && (type === undefined || type === "string");
}
