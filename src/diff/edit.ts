import type { Json } from "../model/json.ts";
import type { Pointer } from "../model/pointer.ts";
import type { Schema } from "../model/schema.ts";
import type { ChangeRule } from "./rule.ts";

/** One edit as a rule saw it, before it is known whom it reaches. */
export interface Edit {
  readonly rule: ChangeRule;
  /** One clause in plain words; the subject is named by its place. */
  readonly message: string;
  readonly base?: Pointer;
  readonly revision?: Pointer;
  readonly before?: Json;
  readonly after?: Json;
  /** A schema that stands on one side only (a variant that is new or gone): its values are what the edit is about. */
  readonly probe?: Schema;
  /** That null came or went is an edit of its own, and no part of this one. */
  readonly nullApart?: true;
  /** It concerns only messages that travel this way (`readOnly`, `writeOnly`). */
  readonly onlyIn?: "request" | "response";
}
