import type { Json } from "../../model/json.ts";
import { type Pointer, tokens } from "../../model/pointer.ts";

/** What kind of promise a value breaks: most are plain keywords; the others have rules of their own. */
export type FaultKind =
  | "keyword"
  | "enum"
  | "required"
  | "discriminator-missing"
  | "discriminator-unknown"
  | "discriminator-mismatch"
  | "union-ambiguous";

/** One way in which a value does not fit its schema. */
export interface Fault {
  readonly kind: FaultKind;
  /** The keyword that refuses the value, in the original document: `/components/schemas/Pet/properties/age/minimum`. */
  readonly pointer: Pointer;
  /** JSON Pointer into the value; where a property is missing, its place. */
  readonly instance: Pointer;
  /** What is wrong, after the name of the place: `is "x", must be an integer`. */
  readonly text: string;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** `description.blocks[4].type` for `/description/blocks/4/type`; `subject` stands for the whole value. */
export function placeInWords(instance: string, subject: string): string {
  let text = "";
  for (const token of tokens(instance as Pointer)) {
    if (/^\d+$/.test(token)) text += `[${token}]`;
    else if (/^[\w$-]+$/.test(token)) text += text === "" ? token : `.${token}`;
    else text += `[${JSON.stringify(token)}]`;
  }
  return text === "" ? subject : text;
}
