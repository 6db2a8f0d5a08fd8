import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "./json.ts";
import type {
  HeaderObject,
  MediaType,
  Parameter,
  ParameterPlace,
  RequestBody,
  ResponseObject,
} from "./operation.ts";
import { fromFragment, join, type Pointer, resolve } from "./pointer.ts";

/** An object together with where it is written. */
export interface Placed {
  readonly pointer: Pointer;
  readonly raw: JsonObject;
}

/** Reads what messages are made of, each part through its `$ref`. Parts of a wrong type are passed over. */
export class MessageReader {
  readonly root: JsonObject;

  constructor(root: JsonObject) {
    this.root = root;
  }

  parameters(at: Placed): Parameter[] {
    const list = own(at.raw, "parameters");
    if (!isArray(list)) return [];
    return list.flatMap((item, i) => {
      const placed = this.#follow(join(at.pointer, "parameters", i), item);
      const parameter = placed === undefined ? undefined : this.#parameter(placed);
      return parameter === undefined ? [] : [parameter];
    });
  }

  requestBody(at: Placed): RequestBody | undefined {
    const body = this.#follow(join(at.pointer, "requestBody"), own(at.raw, "requestBody"));
    if (body === undefined) return undefined;
    return { ...body, required: own(body.raw, "required") === true, content: this.#content(body) };
  }

  responses(at: Placed): ResponseObject[] {
    return this.membersAt(at, "responses")
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, response]) => ({
        status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
        ...response,
        headers: this.membersAt(response, "headers").map(([name, header]) => this.#header(name, header)),
        content: this.#content(response),
        links: this.membersAt(response, "links").map(([name, link]) => ({ name, ...link })),
      }));
  }

  membersAt(at: Placed, key: string): [string, Placed][] {
    return this.members({ pointer: join(at.pointer, key), raw: objectAt(at.raw, key) });
  }

  /** The members of a map that are objects, each followed through its `$ref`. */
  members(map: Placed): [string, Placed][] {
    return Object.entries(map.raw).flatMap(([name, value]) => {
      const placed = this.#follow(join(map.pointer, name), value);
      return placed === undefined ? [] : [[name, placed] as [string, Placed]];
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
    return this.membersAt(at, "content").map(([type, { pointer, raw }]) => ({
      type,
      pointer,
      raw,
      ...this.#schemaOf({ pointer, raw }),
    }));
  }

  #schemaOf({ pointer, raw }: Placed): { schema?: Pointer } {
    return own(raw, "schema") === undefined ? {} : { schema: join(pointer, "schema") };
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
      current = resolve(this.root, target);
    }
    return undefined;
  }
}

function isPlace(text: string | undefined): text is ParameterPlace {
  return (
    text === "path" || text === "query" || text === "header" || text === "cookie" || text === "querystring"
  );
}
