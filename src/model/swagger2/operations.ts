import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "../json.ts";
import { METHODS } from "../operation.ts";
import { fromFragment, join, nameOf, type Pointer, resolve } from "../pointer.ts";
import type { Origins } from "./origins.ts";
import { convertBody, convertForm, convertParameter, mediaTypes, type Written } from "./parameters.ts";
import { convertResponse } from "./responses.ts";
import { serversOf } from "./servers.ts";

/** A parameter in a list, with the shared one behind it where it is a reference. */
interface Listed extends Written {
  /** As it stands in the list. */
  readonly raw: JsonObject;
  readonly target: Written;
}

/** Converts the path items of a Swagger 2.0 document. */
export class PathConversion {
  readonly #root: JsonObject;
  readonly #origins: Origins;

  constructor(root: JsonObject, origins: Origins) {
    this.#root = root;
    this.#origins = origins;
  }

  pathItem(item: Json, at: Pointer): Json {
    if (!isObject(item)) return item;
    const shared = this.#listed(own(item, "parameters"), join(at, "parameters"));
    const { parameters: _parameters, ...rest } = item;
    const members = Object.entries(rest).map(([key, member]) =>
      (METHODS as readonly string[]).includes(key) && isObject(member)
        ? ([key, this.#operation(member, join(at, key), shared.filter(isOfBody))] as const)
        : ([key, member] as const),
    );
    const beside = this.#besideBody(shared, at);
    return { ...Object.fromEntries(members), ...(beside.length > 0 ? { parameters: beside } : {}) };
  }

  /** @param inherited the body parameters of the path item, which OpenAPI 3.0 has no place for */
  #operation(operation: JsonObject, at: Pointer, inherited: readonly Listed[]): JsonObject {
    const { parameters: _parameters, consumes, produces, schemes, responses, ...rest } = operation;
    const listed = this.#listed(own(operation, "parameters"), join(at, "parameters"));
    const beside = this.#besideBody(listed, at);
    const requestBody = this.#requestBody(listed, inherited, join(at, "requestBody"), mediaTypes(consumes));
    return {
      ...rest,
      ...(beside.length > 0 ? { parameters: beside } : {}),
      ...(requestBody === undefined ? {} : { requestBody }),
      ...(responses === undefined
        ? {}
        : { responses: this.#responses(responses, join(at, "responses"), mediaTypes(produces)) }),
      ...(schemes === undefined ? {} : { servers: serversOf({ ...this.#root, schemes }) }),
    };
  }

  #listed(list: Json | undefined, at: Pointer): Listed[] {
    if (!isArray(list)) return [];
    return list.flatMap((raw, i): Listed[] => {
      if (!isObject(raw)) return [];
      const pointer = join(at, i);
      const target = fromFragment(stringAt(raw, "$ref") ?? "");
      const shared = target === undefined ? undefined : resolve(this.#root, target);
      const written =
        target !== undefined && isObject(shared) ? { raw: shared, pointer: target } : { raw, pointer };
      return [{ raw, pointer, target: written }];
    });
  }

  #besideBody(listed: readonly Listed[], at: Pointer): Json[] {
    return listed
      .filter((parameter) => !isOfBody(parameter))
      .map(({ raw, pointer }, i) => convertParameter(raw, join(at, "parameters", i), pointer, this.#origins));
  }

  #requestBody(
    listed: readonly Listed[],
    inherited: readonly Listed[],
    at: Pointer,
    stated: readonly string[] | undefined,
  ): JsonObject | undefined {
    const mine = listed.filter(isOfBody);
    const counting = mine.some(isBody)
      ? mine
      : [...inherited.filter((one) => mine.length === 0 || isField(one)), ...mine];
    const consumes = stated ?? mediaTypes(own(this.#root, "consumes")) ?? [];
    const body = counting.find(isBody);
    if (body !== undefined) {
      const isShared = body.target.pointer.startsWith("/parameters/") && stated === undefined;
      if (isShared) return { $ref: `#${join("/components/requestBodies", nameOf(body.target.pointer))}` };
      return convertBody(body.target, at, consumes, this.#origins);
    }
    // By name: the operation's own field wins over the path item's.
    const fields = new Map(counting.map(({ target }) => [stringAt(target.raw, "name") ?? "", target]));
    return fields.size > 0 ? convertForm([...fields.values()], at, consumes, this.#origins) : undefined;
  }

  #responses(responses: Json, at: Pointer, stated: readonly string[] | undefined): Json {
    if (!isObject(responses)) return responses;
    const produces = stated ?? mediaTypes(own(this.#root, "produces")) ?? [];
    return Object.fromEntries(
      Object.entries(responses).map(([status, response]) => {
        if (status.startsWith("x-")) return [status, response];
        const to = join(at, status);
        // A shared response is made for the media types of the document: with others it has to be made anew.
        const target = isObject(response) ? fromFragment(stringAt(response, "$ref") ?? "") : undefined;
        const shared = stated === undefined || target === undefined ? undefined : resolve(this.#root, target);
        return shared === undefined
          ? [status, convertResponse(response, to, to, produces, this.#origins)]
          : [status, convertResponse(shared, to, target as Pointer, produces, this.#origins)];
      }),
    );
  }
}

function isBody({ target }: Listed): boolean {
  return own(target.raw, "in") === "body";
}

function isField({ target }: Listed): boolean {
  return own(target.raw, "in") === "formData";
}

function isOfBody(parameter: Listed): boolean {
  return isBody(parameter) || isField(parameter);
}

/** The shared parameters of a document, as parameters and as request bodies. */
export function convertSharedParameters(
  root: JsonObject,
  origins: Origins,
): { parameters: JsonObject; requestBodies: JsonObject } {
  const parameters: [string, Json][] = [];
  const requestBodies: [string, Json][] = [];
  const consumes = mediaTypes(own(root, "consumes")) ?? [];
  for (const [name, raw] of Object.entries(objectAt(root, "parameters"))) {
    const pointer = join("/parameters", name);
    const place = isObject(raw) ? own(raw, "in") : undefined;
    const at = join("/components", place === "body" ? "requestBodies" : "parameters", name);
    if (isObject(raw) && place === "body")
      requestBodies.push([name, convertBody({ raw, pointer }, at, consumes, origins)]);
    // Shared form fields have become properties of the bodies they belong to.
    else if (place !== "formData") parameters.push([name, convertParameter(raw, at, pointer, origins)]);
  }
  return {
    parameters: Object.fromEntries(parameters),
    requestBodies: Object.fromEntries(requestBodies),
  };
}
