import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "./json.ts";
import {
  type HeaderObject,
  METHODS,
  type MediaType,
  type Operation,
  type OperationKind,
  type Parameter,
  type ParameterPlace,
  type RequestBody,
  type ResponseObject,
  type SecurityRequirement,
} from "./operation.ts";
import { fromFragment, join, type Pointer, resolve } from "./pointer.ts";

/** An object together with where it is written. */
interface Placed {
  readonly pointer: Pointer;
  readonly raw: JsonObject;
}

/** Reads every operation of an OpenAPI 3.x document, in document order. Parts of a wrong type are passed over. */
export function readOperations(root: JsonObject): Operation[] {
  return new OperationReader(root).all();
}

class OperationReader {
  readonly #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  all(): Operation[] {
    const paths = this.#members({ pointer: "/paths", raw: objectAt(this.#root, "paths") });
    const webhooks = this.#members({ pointer: "/webhooks", raw: objectAt(this.#root, "webhooks") });
    return [
      ...paths
        .filter(([path]) => path.startsWith("/"))
        .flatMap(([path, item]) => this.#item(path, item, "path")),
      ...webhooks.flatMap(([name, item]) => this.#item(name, item, "webhook")),
    ];
  }

  #item(path: string, item: Placed, kind: OperationKind): Operation[] {
    const shared = this.#parameters(item);
    return METHODS.flatMap((method) => {
      const raw = own(item.raw, method);
      if (!isObject(raw)) return [];
      return [
        this.#operation(
          path,
          method.toUpperCase(),
          kind,
          { pointer: join(item.pointer, method), raw },
          shared,
        ),
      ];
    });
  }

  #operation(path: string, method: string, kind: OperationKind, at: Placed, shared: Parameter[]): Operation {
    const { pointer, raw } = at;
    const parameters = new Map(shared.map((parameter) => [identity(parameter), parameter]));
    for (const parameter of this.#parameters(at)) parameters.set(identity(parameter), parameter);
    const operationId = stringAt(raw, "operationId");
    const requestBody = this.#requestBody(at);
    return {
      key: kind === "path" ? `${method} ${path}` : `${method} ${path} (${kind})`,
      kind,
      method,
      path,
      pointer,
      raw,
      ...(operationId === undefined ? {} : { operationId }),
      deprecated: own(raw, "deprecated") === true,
      tags: strings(own(raw, "tags")),
      parameters: [...parameters.values()],
      ...(requestBody === undefined ? {} : { requestBody }),
      responses: this.#responses(at),
      security: securityOf(own(raw, "security") ?? own(this.#root, "security")),
      callbacks: this.#memberOf(at, "callbacks").flatMap(([name, callback]) =>
        this.#members(callback)
          .filter(([expression]) => !expression.startsWith("x-"))
          .flatMap(([expression, item]) => this.#item(expression, item, "callback"))
          .map((operation) => ({ ...operation, callback: name })),
      ),
    };
  }

  #parameters(at: Placed): Parameter[] {
    const list = own(at.raw, "parameters");
    if (!isArray(list)) return [];
    return list.flatMap((item, i) => {
      const placed = this.#follow(join(at.pointer, "parameters", i), item);
      const parameter = placed === undefined ? undefined : this.#parameter(placed);
      return parameter === undefined ? [] : [parameter];
    });
  }

  #parameter({ pointer, raw }: Placed): Parameter | undefined {
    const name = stringAt(raw, "name");
    const place = stringAt(raw, "in");
    if (name === undefined || !isPlace(place)) return undefined;
    const style = stringAt(raw, "style") ?? (place === "query" || place === "cookie" ? "form" : "simple");
    const explode = own(raw, "explode");
    return {
      name,
      in: place,
      pointer,
      raw,
      required: place === "path" || own(raw, "required") === true,
      deprecated: own(raw, "deprecated") === true,
      style,
      explode: typeof explode === "boolean" ? explode : style === "form" || style === "cookie",
      ...this.#schemaOf({ pointer, raw }),
      content: this.#content({ pointer, raw }),
    };
  }

  #requestBody(at: Placed): RequestBody | undefined {
    const body = this.#follow(join(at.pointer, "requestBody"), own(at.raw, "requestBody"));
    if (body === undefined) return undefined;
    return { ...body, required: own(body.raw, "required") === true, content: this.#content(body) };
  }

  #responses(at: Placed): ResponseObject[] {
    return this.#memberOf(at, "responses")
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, response]) => ({
        status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
        ...response,
        headers: this.#memberOf(response, "headers").map(([name, header]) => this.#header(name, header)),
        content: this.#content(response),
        links: this.#memberOf(response, "links").map(([name, link]) => ({ name, ...link })),
      }));
  }

  #header(name: string, { pointer, raw }: Placed): HeaderObject {
    return {
      name,
      pointer,
      raw,
      required: own(raw, "required") === true,
      ...this.#schemaOf({ pointer, raw }),
      content: this.#content({ pointer, raw }),
    };
  }

  #content(at: Placed): MediaType[] {
    return this.#memberOf(at, "content").map(([type, { pointer, raw }]) => ({
      type,
      pointer,
      raw,
      ...this.#schemaOf({ pointer, raw }),
    }));
  }

  #schemaOf({ pointer, raw }: Placed): { schema?: Pointer } {
    return own(raw, "schema") === undefined ? {} : { schema: join(pointer, "schema") };
  }

  #memberOf(at: Placed, key: string): [string, Placed][] {
    return this.#members({ pointer: join(at.pointer, key), raw: objectAt(at.raw, key) });
  }

  /** The members of a map that are objects, each followed through its `$ref`. */
  #members(map: Placed): [string, Placed][] {
    return Object.entries(map.raw).flatMap(([name, value]) => {
      const placed = this.#follow(join(map.pointer, name), value);
      return placed === undefined ? [] : [[name, placed] as [string, Placed]];
    });
  }

  /** Follows `$ref`s within the document; a cycle or a reference that leads nowhere gives nothing. */
  #follow(pointer: Pointer, value: Json | undefined): Placed | undefined {
    let at = pointer;
    let current = value;
    for (const seen = new Set<Pointer>(); isObject(current); ) {
      const ref = stringAt(current, "$ref");
      if (ref === undefined) return { pointer: at, raw: current };
      const target = fromFragment(ref);
      if (target === undefined || seen.has(target)) return undefined;
      seen.add(target);
      at = target;
      current = resolve(this.#root, target);
    }
    return undefined;
  }
}

/** What makes two parameters the same one: place and name, header names without case. */
export function identity(parameter: Pick<Parameter, "in" | "name">): string {
  return `${parameter.in}:${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
}

function isPlace(text: string | undefined): text is ParameterPlace {
  return (
    text === "path" || text === "query" || text === "header" || text === "cookie" || text === "querystring"
  );
}

function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function securityOf(value: Json | undefined): SecurityRequirement[] {
  if (!isArray(value)) return [];
  return value.filter(isObject).map((requirement) => {
    return Object.fromEntries(
      Object.entries(requirement).map(([scheme, scopes]) => [scheme, isArray(scopes) ? scopes : []]),
    );
  });
}
