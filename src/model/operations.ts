import { isArray, isObject, type Json, type JsonObject, own, stringAt } from "./json.ts";
import { MessageReader, type Placed } from "./message-reader.ts";
import {
  METHODS,
  type Operation,
  type OperationKind,
  type Parameter,
  type RequestBody,
  type ResponseObject,
  type SecurityRequirement,
} from "./operation.ts";
import { join, type Pointer } from "./pointer.ts";

/**
 * Every operation of an OpenAPI 3.x document, in document order. What each is made of is read when it is asked
 * for: most of the time, most operations only need to be known by name.
 */
export function readOperations(root: JsonObject): Operation[] {
  const reader = new MessageReader(root);
  const all = { pointer: "", raw: root } as const;
  const paths = reader.membersAt(all, "paths").filter(([path]) => path.startsWith("/"));
  return [
    ...paths.flatMap(([path, item]) => operationsOf(reader, "path", path, item)),
    ...reader
      .membersAt(all, "webhooks")
      .flatMap(([name, item]) => operationsOf(reader, "webhook", name, item)),
  ];
}

function operationsOf(
  reader: MessageReader,
  kind: OperationKind,
  path: string,
  at: Placed,
  within?: Callback,
): Operation[] {
  const item = new PathItem(reader, kind, path, at, within);
  return METHODS.flatMap((method) => {
    const raw = own(at.raw, method);
    return isObject(raw) && within?.of.has(raw) !== true ? [new ReadOperation(item, method, raw)] : [];
  });
}

interface Callback {
  readonly name: string;
  /** The operations that it is a callback of, and those that these are callbacks of: none is a callback of itself. */
  readonly of: ReadonlySet<JsonObject>;
}

/** What the operations of one path, webhook or callback share. */
class PathItem {
  readonly reader: MessageReader;
  readonly kind: OperationKind;
  readonly path: string;
  readonly at: Placed;
  readonly callback: Callback | undefined;
  #parameters: readonly Parameter[] | undefined;

  constructor(reader: MessageReader, kind: OperationKind, path: string, at: Placed, callback?: Callback) {
    this.reader = reader;
    this.kind = kind;
    this.path = path;
    this.at = at;
    this.callback = callback;
  }

  get parameters(): readonly Parameter[] {
    this.#parameters ??= this.reader.parameters(this.at);
    return this.#parameters;
  }
}

class ReadOperation implements Operation {
  readonly key: string;
  readonly kind: OperationKind;
  readonly method: string;
  readonly path: string;
  readonly callback: string | undefined;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly #shared: PathItem;
  #parameters: readonly Parameter[] | undefined;
  #requestBody: RequestBody | undefined;
  #responses: readonly ResponseObject[] | undefined;
  #callbacks: readonly Operation[] | undefined;

  constructor(shared: PathItem, method: string, raw: JsonObject) {
    const { kind, path, callback } = shared;
    this.#shared = shared;
    this.kind = kind;
    this.path = path;
    this.callback = callback?.name;
    this.method = method.toUpperCase();
    this.key = kind === "path" ? `${this.method} ${path}` : `${this.method} ${path} (${kind})`;
    this.pointer = join(shared.at.pointer, method);
    this.raw = raw;
  }

  get operationId(): string | undefined {
    return stringAt(this.raw, "operationId");
  }

  get deprecated(): boolean {
    return own(this.raw, "deprecated") === true;
  }

  get tags(): readonly string[] {
    return strings(own(this.raw, "tags"));
  }

  get parameters(): readonly Parameter[] {
    this.#parameters ??= overriding(this.#shared.parameters, this.#reader.parameters(this));
    return this.#parameters;
  }

  get requestBody(): RequestBody | undefined {
    this.#requestBody ??= this.#reader.requestBody(this);
    return this.#requestBody;
  }

  get responses(): readonly ResponseObject[] {
    this.#responses ??= this.#reader.responses(this);
    return this.#responses;
  }

  get security(): readonly SecurityRequirement[] {
    return securityOf(own(this.raw, "security") ?? own(this.#reader.root, "security"));
  }

  get callbacks(): readonly Operation[] {
    const reader = this.#reader;
    const of = new Set([...(this.#shared.callback?.of ?? []), this.raw]);
    this.#callbacks ??= reader.membersAt(this, "callbacks").flatMap(([name, callback]) =>
      reader
        .members(callback)
        .filter(([expression]) => !expression.startsWith("x-"))
        .flatMap(([expression, item]) => operationsOf(reader, "callback", expression, item, { name, of })),
    );
    return this.#callbacks;
  }

  get #reader(): MessageReader {
    return this.#shared.reader;
  }
}

/** The parameters of a path item and of an operation, the latter winning. */
function overriding(shared: readonly Parameter[], own: readonly Parameter[]): readonly Parameter[] {
  return [...new Map([...shared, ...own].map((parameter) => [identity(parameter), parameter])).values()];
}

/** What makes two parameters the same one: place and name, header names without case. */
export function identity(parameter: Pick<Parameter, "in" | "name">): string {
  return `${parameter.in}:${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
}

function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function securityOf(value: Json | undefined): SecurityRequirement[] {
  if (!isArray(value)) return [];
  return value.filter(isObject).map((requirement) => {
    return Object.fromEntries(
      Object.entries(requirement).map(([scheme, scopes]) => [scheme, strings(scopes)]),
    );
  });
}
