import type { Direction, Place } from "../model/finding.ts";
import { equal, type Json, type JsonObject, own, stringAt } from "../model/json.ts";
import type {
  HeaderObject,
  MediaType,
  Operation,
  Parameter,
  RequestBody,
  ResponseObject,
} from "../model/operation.ts";
import { join, type Pointer } from "../model/pointer.ts";
import { align, alignOperations, alignParameters } from "./align.ts";
import type { Edit } from "./edit.ts";
import type { EditLog } from "./edit-log.ts";
import type { Reaches, Use } from "./reach.ts";
import { readRequirements } from "./requirements.ts";
import type { ChangeRule } from "./rule.ts";
import { annotationEdits, wordingEdits } from "./rules/annotations.ts";
import * as messages from "./rules/messages.ts";
import * as operations from "./rules/operations.ts";
import * as parameters from "./rules/parameters.ts";
import type { SchemaComparison } from "./schema-comparison.ts";
import { securityEdits } from "./security-comparison.ts";
import { list, show } from "./wording.ts";

/** Compares operations and everything between them and their schemas. */
export class OperationComparison {
  readonly #schemas: SchemaComparison;
  readonly #reaches: Reaches;
  readonly #log: EditLog;
  /** The heading of requirements in descriptions, where the service has one. */
  readonly #heading: string | undefined;

  constructor(schemas: SchemaComparison, reaches: Reaches, log: EditLog, heading: string | undefined) {
    this.#schemas = schemas;
    this.#reaches = reaches;
    this.#log = log;
    this.#heading = heading;
  }

  compareAll(base: readonly Operation[], revision: readonly Operation[], parent?: Operation): void {
    const { pairs, gone, fresh } = alignOperations(base, revision);
    for (const operation of gone) this.#removed(operation, parent);
    for (const operation of fresh) this.#added(operation, parent);
    for (const [before, after] of pairs) new OneOperation(before, after, this.#parts()).compare();
  }

  #parts(): Parts {
    const callbacks = (before: Operation, after: Operation) =>
      this.compareAll(before.callbacks, after.callbacks, after);
    return {
      schemas: this.#schemas,
      reaches: this.#reaches,
      log: this.#log,
      heading: this.#heading,
      callbacks,
    };
  }

  #removed(operation: Operation, parent: Operation | undefined): void {
    const rule =
      operation.kind === "callback"
        ? operations.callbackRemoved
        : operation.deprecated
          ? operations.retiredOperationRemoved
          : operations.operationRemoved;
    const edit: Edit = {
      rule,
      message: `${operation.key} is gone`,
      base: operation.pointer,
      before: operation.key,
    };
    this.#log.add(edit, [useOf(parent ?? operation, "operation", rule)]);
  }

  #added(operation: Operation, parent: Operation | undefined): void {
    const rule = operation.kind === "callback" ? operations.callbackAdded : operations.operationAdded;
    const edit: Edit = {
      rule,
      message: `${operation.key} is new`,
      revision: operation.pointer,
      after: operation.key,
    };
    this.#log.add(edit, [useOf(parent ?? operation, "operation", rule)]);
  }
}

interface Parts {
  readonly schemas: SchemaComparison;
  readonly reaches: Reaches;
  readonly log: EditLog;
  readonly heading: string | undefined;
  readonly callbacks: (base: Operation, revision: Operation) => void;
}

/** The direction a rule speaks of, turned around where the server is the one who asks. */
function useOf({ key, kind }: Operation, place: Place, rule: ChangeRule, more: Partial<Use> = {}): Use {
  const stated: Direction =
    "request" in rule.severity ? "request" : "response" in rule.severity ? "response" : "none";
  return {
    operation: key,
    in: place,
    direction: turned(kind, more.direction ?? stated),
    ...withoutDirection(more),
  };
}

function withoutDirection({ direction: _direction, ...rest }: Partial<Use>): Partial<Use> {
  return rest;
}

function turned(kind: Operation["kind"], direction: Direction): Direction {
  if (kind === "path" || direction === "none") return direction;
  return direction === "request" ? "response" : "request";
}

/** A part of a message: where its edits and schemas are. */
type Slot = Partial<Use> & { readonly in: Place; readonly direction: "request" | "response" };

class OneOperation {
  readonly #base: Operation;
  readonly #revision: Operation;
  readonly #parts: Parts;

  constructor(base: Operation, revision: Operation, parts: Parts) {
    this.#base = base;
    this.#revision = revision;
    this.#parts = parts;
  }

  compare(): void {
    this.#facts();
    this.#parameters();
    this.#requestBody();
    this.#responses();
    this.#parts.callbacks(this.#base, this.#revision);
  }

  #report(edit: Edit, slot?: Slot): void {
    const use = useOf(this.#revision, slot?.in ?? "operation", edit.rule, slot ?? {});
    this.#parts.log.add(edit, [use]);
  }

  /** An edit of something both sides have; `clause` follows the operation's name. */
  #edit(
    rule: ChangeRule,
    at: { base?: Pointer; revision?: Pointer },
    clause: string,
    before?: Json,
    after?: Json,
  ): Edit {
    return {
      rule,
      message: `${this.#revision.key} ${clause}`,
      ...at,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }

  #facts(): void {
    const [base, revision] = [this.#base, this.#revision];
    const at = { base: base.pointer, revision: revision.pointer };
    if (base.operationId !== revision.operationId) {
      const text = `has the operationId ${show(revision.operationId)} instead of ${show(base.operationId)}`;
      this.#report(
        this.#edit(operations.operationIdChanged, at, text, base.operationId, revision.operationId),
      );
    }
    if (!equal([...base.tags].sort(), [...revision.tags].sort())) {
      const text = `is now under ${list(revision.tags) || "no tag"} instead of ${list(base.tags) || "none"}`;
      this.#report(this.#edit(operations.operationTagsChanged, at, text, base.tags, revision.tags));
    }
    const explained = this.#requirements();
    for (const edit of securityEdits(base, revision)) this.#report(edit);
    const words = (operation: Operation) =>
      annotated(operation, READ_OF_OPERATION, explained ? ["description"] : []);
    this.#words(words(base), words(revision), { in: "operation", direction: "request" });
  }

  /** @returns whether these edits are all that is new in the description */
  #requirements(): boolean {
    const { heading } = this.#parts;
    const before = stringAt(this.#base.raw, "description") ?? "";
    const after = stringAt(this.#revision.raw, "description") ?? "";
    if (heading === undefined || before === after) return false;
    const [left, right] = [readRequirements(before, heading), readRequirements(after, heading)];
    const at = {
      base: join(this.#base.pointer, "description"),
      revision: join(this.#revision.pointer, "description"),
    };
    let count = 0;
    const report = (rule: ChangeRule, clause: string, was?: string, is?: string) => {
      count++;
      this.#report(this.#edit(rule, at, clause, was, is));
    };
    for (const [kind, value] of right.asked) {
      const was = left.asked.get(kind);
      if (was === undefined)
        report(operations.requirementAdded, `now asks for ${kind}: ${value}`, undefined, `${kind}: ${value}`);
      else if (was !== value) {
        report(
          operations.requirementChanged,
          `asks for ${kind}: ${value} instead of ${was}`,
          `${kind}: ${was}`,
          `${kind}: ${value}`,
        );
      }
    }
    for (const [kind, value] of left.asked) {
      if (!right.asked.has(kind))
        report(operations.requirementRemoved, `no longer asks for ${kind}: ${value}`, `${kind}: ${value}`);
    }
    return count > 0 && left.rest === right.rest;
  }

  #words(base: Annotation, revision: Annotation, slot: Slot, name?: string): void {
    const places = { base: base.pointer, revision: revision.pointer };
    const owner = name ?? this.#revision.key;
    for (const edit of wordingEdits(base.annotations, revision.annotations, places, owner))
      this.#report(edit, slot);
    if (base.deprecated === revision.deprecated) return;
    const flags = { readOnly: false, writeOnly: false, annotations: {} };
    for (const edit of annotationEdits({ ...base, ...flags }, { ...revision, ...flags })) {
      this.#report(
        { ...edit, message: `${owner} is ${revision.deprecated ? "deprecated" : "no longer deprecated"}` },
        slot,
      );
    }
  }

  #parameters(): void {
    const { pairs, gone, fresh } = alignParameters(this.#base, this.#revision);
    const slot = ({ in: place, name }: Parameter): Slot => ({
      in: place === "querystring" ? "query" : place,
      name,
      direction: "request",
    });
    for (const parameter of gone) {
      const text = `no longer knows the ${parameter.in} parameter ${parameter.name}`;
      const at = { base: parameter.pointer };
      this.#report(this.#edit(parameters.parameterRemoved, at, text, parameter.name), slot(parameter));
    }
    for (const parameter of fresh) {
      const { required, name } = parameter;
      const rule = required ? parameters.requiredParameterAdded : parameters.parameterAdded;
      const text = `${required ? "now requires" : "can now take"} the ${parameter.in} parameter ${name}`;
      this.#report(this.#edit(rule, { revision: parameter.pointer }, text, undefined, name), slot(parameter));
    }
    for (const [before, after] of pairs) this.#parameter(before, after, slot(after));
  }

  #parameter(before: Parameter, after: Parameter, slot: Slot): void {
    const name = `${after.in} parameter ${after.name}`;
    if (before.required !== after.required) {
      const rule = after.required ? parameters.parameterBecameRequired : parameters.parameterBecameOptional;
      const at = { base: before.pointer, revision: after.pointer };
      const text = `${after.required ? "now" : "no longer"} requires the ${name}`;
      this.#report(this.#edit(rule, at, text, before.required, after.required), slot);
    }
    this.#carried(before, after, slot, `the ${name} of ${this.#revision.key}`);
  }

  /** What parameters and headers have in common: how they are written, and what they hold. */
  #carried(
    before: Parameter | HeaderObject,
    after: Parameter | HeaderObject,
    slot: Slot,
    name: string,
  ): void {
    const [was, is] = [serialization(before), serialization(after)];
    if (!equal(was, is)) {
      const at = { base: before.pointer, revision: after.pointer };
      const edit = this.#edit(parameters.serializationChanged, at, "", was, is);
      this.#report({ ...edit, message: `${name} is written in another way` }, slot);
    }
    this.#words(annotated(before, READ_OF_PARAMETER), annotated(after, READ_OF_PARAMETER), slot, name);
    this.#schema(before.schema, after.schema, slot, { base: before.pointer, revision: after.pointer });
    this.#content(before.content, after.content, slot);
  }

  #requestBody(): void {
    const before = this.#base.requestBody;
    const after = this.#revision.requestBody;
    const slot: Slot = { in: "request", direction: "request" };
    if (before === undefined && after === undefined) return;
    if (before === undefined || after === undefined) {
      const present = (after ?? before) as RequestBody;
      const rule =
        after === undefined
          ? messages.bodyRemoved
          : after.required
            ? messages.requiredBodyAdded
            : messages.bodyAdded;
      const text =
        after === undefined
          ? "no longer takes a body"
          : after.required
            ? "now requires a body"
            : "can now take a body";
      this.#report(
        this.#edit(rule, { [after === undefined ? "base" : "revision"]: present.pointer }, text),
        slot,
      );
      return;
    }
    const at = { base: before.pointer, revision: after.pointer };
    if (before.required !== after.required) {
      const rule = after.required ? messages.bodyBecameRequired : messages.bodyBecameOptional;
      const text = `${after.required ? "now" : "no longer"} requires its body`;
      this.#report(this.#edit(rule, at, text, before.required, after.required), slot);
    }
    const name = `the request of ${this.#revision.key}`;
    this.#words(annotated(before, READ_OF_MESSAGE), annotated(after, READ_OF_MESSAGE), slot, name);
    this.#content(before.content, after.content, slot);
  }

  #responses(): void {
    const { pairs, gone, fresh } = align(
      this.#base.responses,
      this.#revision.responses,
      ({ status }) => status,
    );
    const slot = ({ status }: ResponseObject): Slot => ({ in: "response", direction: "response", status });
    for (const response of gone) {
      const rule = /^2/.test(response.status) ? messages.successRemoved : messages.statusRemoved;
      const text = `no longer answers with ${response.status}`;
      this.#report(this.#edit(rule, { base: response.pointer }, text, response.status), slot(response));
    }
    for (const response of fresh) {
      const text = `can now answer with ${response.status}`;
      const at = { revision: response.pointer };
      this.#report(this.#edit(messages.statusAdded, at, text, undefined, response.status), slot(response));
    }
    for (const [before, after] of pairs) {
      const name = `the ${after.status} response of ${this.#revision.key}`;
      this.#words(annotated(before, READ_OF_MESSAGE), annotated(after, READ_OF_MESSAGE), slot(after), name);
      this.#headers(before, after);
      this.#content(before.content, after.content, slot(after));
    }
  }

  #headers(before: ResponseObject, after: ResponseObject): void {
    const { pairs, gone, fresh } = align(before.headers, after.headers, ({ name }) => name.toLowerCase());
    const slot = ({ name }: HeaderObject): Slot => ({
      in: "response-header",
      direction: "response",
      status: after.status,
      name,
    });
    const where = `in its ${after.status} response`;
    for (const header of gone) {
      const rule = header.required ? messages.requiredHeaderRemoved : messages.headerRemoved;
      this.#report(
        this.#edit(rule, { base: header.pointer }, `no longer sends ${header.name} ${where}`, header.name),
        slot(header),
      );
    }
    for (const header of fresh) {
      const edit = this.#edit(
        messages.headerAdded,
        { revision: header.pointer },
        `sends ${header.name} ${where}`,
        undefined,
        header.name,
      );
      this.#report(edit, slot(header));
    }
    for (const [left, right] of pairs) {
      if (left.required !== right.required) {
        const rule = right.required ? messages.headerBecameRequired : messages.headerBecameOptional;
        const text = `${right.required ? "now always" : "no longer always"} sends ${right.name} ${where}`;
        const at = { base: left.pointer, revision: right.pointer };
        this.#report(this.#edit(rule, at, text, left.required, right.required), slot(right));
      }
      this.#carried(left, right, slot(right), `the header ${right.name} of ${this.#revision.key}`);
    }
  }

  #content(before: readonly MediaType[], after: readonly MediaType[], slot: Slot): void {
    const { pairs, gone, fresh } = align(before, after, ({ type }) => normalType(type));
    const message = slot.direction === "request" ? "its request" : `its ${slot.status ?? ""} response`;
    for (const media of gone) {
      const edit = this.#edit(
        messages.mediaTypeRemoved,
        { base: media.pointer },
        `no longer knows ${media.type} in ${message}`,
        media.type,
      );
      this.#report(edit, { ...slot, mediaType: media.type });
    }
    for (const media of fresh) {
      const text = `can now use ${media.type} in ${message}`;
      const edit = this.#edit(
        messages.mediaTypeAdded,
        { revision: media.pointer },
        text,
        undefined,
        media.type,
      );
      this.#report(edit, { ...slot, mediaType: media.type });
    }
    for (const [left, right] of pairs) this.#mediaType(left, right, { ...slot, mediaType: right.type });
  }

  #mediaType(before: MediaType, after: MediaType, slot: Slot): void {
    const at = { base: before.pointer, revision: after.pointer };
    const [was, is] = [encoding(before), encoding(after)];
    if (!equal(was, is)) {
      this.#report(
        this.#edit(messages.encodingChanged, at, `writes the parts of ${after.type} in another way`, was, is),
        slot,
      );
    }
    const name = `${after.type} in ${this.#revision.key}`;
    this.#words(annotated(before, READ_OF_MEDIA_TYPE), annotated(after, READ_OF_MEDIA_TYPE), slot, name);
    this.#schema(before.schema, after.schema, slot, at);
  }

  #schema(
    before: Pointer | undefined,
    after: Pointer | undefined,
    slot: Slot,
    at: { base: Pointer; revision: Pointer },
  ): void {
    if (before !== undefined && after !== undefined) {
      const node = this.#parts.schemas.enter(before, after);
      const { direction, ...place } = slot;
      const use: Use = {
        operation: this.#revision.key,
        ...place,
        direction: turned(this.#revision.kind, direction),
      };
      if (node !== undefined) this.#parts.reaches.add(node, use);
    } else if (before !== after) {
      const rule = after === undefined ? messages.mediaSchemaRemoved : messages.mediaSchemaAdded;
      const text = after === undefined ? "no longer has a schema there" : "now has a schema there";
      this.#report(this.#edit(rule, at, text), slot);
    }
  }
}

interface Annotation {
  readonly pointer: Pointer;
  readonly deprecated: boolean;
  readonly annotations: JsonObject;
}

/** Members that are compared by what they mean; all others are words for people, or extensions. */
const READ_OF_OPERATION = [
  "parameters",
  "requestBody",
  "responses",
  "callbacks",
  "security",
  "deprecated",
  "operationId",
  "tags",
];
const READ_OF_PARAMETER = [
  "name",
  "in",
  "required",
  "deprecated",
  "style",
  "explode",
  "allowReserved",
  "allowEmptyValue",
  "schema",
  "content",
];
const READ_OF_MESSAGE = ["required", "content", "headers"];
const READ_OF_MEDIA_TYPE = ["schema", "encoding"];

function annotated(
  { pointer, raw }: { readonly pointer: Pointer; readonly raw: JsonObject },
  read: readonly string[],
  more: readonly string[] = [],
): Annotation {
  const rest = Object.entries(raw).filter(([key]) => !read.includes(key) && !more.includes(key));
  return { pointer, deprecated: own(raw, "deprecated") === true, annotations: Object.fromEntries(rest) };
}

/** How a parameter or header is written: defaults filled in, so that stating one is no change. */
function serialization(item: Parameter | HeaderObject): Json {
  const { raw } = item;
  const style = "style" in item ? item.style : (stringAt(raw, "style") ?? "simple");
  const explode = "explode" in item ? item.explode : own(raw, "explode") === true;
  const type = item.content[0]?.type;
  return {
    style,
    explode,
    allowReserved: own(raw, "allowReserved") === true,
    allowEmptyValue: own(raw, "allowEmptyValue") === true,
    ...(type === undefined ? {} : { content: normalType(type) }),
  };
}

function encoding({ raw }: MediaType): Json {
  return own(raw, "encoding") ?? {};
}

/** Type and subtype compare without case; parameters stay (RFC 9110, section 8.3.1). */
function normalType(type: string): string {
  const [essence = "", ...parameters] = type.split(";");
  return [essence.trim().toLowerCase(), ...parameters.map((parameter) => parameter.trim())].join(";");
}
