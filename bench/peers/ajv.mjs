// Bare Ajv: each body against its schema and nothing else.  node ajv.mjs DOCUMENT TRAFFIC
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { judgeAll } from "./exchanges.mjs";

const [documentFile, traffic] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
(formats.default ?? formats)(ajv);
ajv.addSchema(JSON.parse(readFileSync(documentFile, "utf8")), "doc", undefined, false);
const validators = new Map();
await judgeAll(traffic, (pointer, body) => {
  if (!validators.has(pointer)) {
    const path = pointer.split("/").map(encodeURIComponent).join("/");
    validators.set(pointer, ajv.getSchema(`doc#${path}`));
  }
  return validators.get(pointer)(body);
});
