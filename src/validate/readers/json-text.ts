import { isUtf8 } from "node:buffer";
import { reasonOf } from "../../model/errors.ts";
import type { Json } from "../../model/json.ts";
import { NotAnExchange } from "./exchange-reader.ts";

/**
 * What the bytes of one exchange say as JSON.
 * @throws NotAnExchange for what is no UTF-8 or no JSON; the message never repeats the text, which may hold anything.
 */
export function parseBytes(bytes: Buffer): Json {
  if (!isUtf8(bytes)) throw new NotAnExchange("it is not UTF-8");
  try {
    return JSON.parse(bytes.toString("utf8")) as Json;
  } catch (error) {
    throw new NotAnExchange(`it is not JSON (${reasonWithoutText(error)})`);
  }
}

/** V8 quotes the text it cannot read. */
function reasonWithoutText(error: unknown): string {
  return reasonOf(error)
    .replace(/, ?".*$/s, "")
    .replace(/^Unexpected token .*$/s, "unexpected character")
    .slice(0, 80);
}
