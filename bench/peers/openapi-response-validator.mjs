// openapi-response-validator is a library only: each body against its schema.  node … DOCUMENT TRAFFIC
import { readFileSync } from "node:fs";
import library from "openapi-response-validator";
import { judgeAll } from "./exchanges.mjs";

const [documentFile, traffic] = process.argv.slice(2);
const ResponseValidator = library.default ?? library;
const { components } = JSON.parse(readFileSync(documentFile, "utf8"));
const root = { components, paths: JSON.parse(readFileSync(documentFile, "utf8")).paths };
const validators = new Map();
await judgeAll(traffic, (pointer, body) => {
  if (!validators.has(pointer)) {
    const schema = pointer
      .split("/")
      .slice(1)
      .reduce((at, token) => at[token.replaceAll("~1", "/").replaceAll("~0", "~")], root);
    const responses = { 200: { description: "", content: { "application/json": { schema } } } };
    validators.set(pointer, new ResponseValidator({ responses, components }));
  }
  return validators.get(pointer).validateResponse(200, body) === undefined;
});
