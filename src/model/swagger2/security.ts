import { isObject, type Json, own, stringAt } from "../json.ts";

/** What OpenAPI 3.0 calls the flows of OAuth 2.0. */
const FLOWS: Readonly<Record<string, string>> = {
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

/** A Security Scheme Object of Swagger 2.0 as one of OpenAPI 3.0. */
export function convertScheme(scheme: Json): Json {
  if (!isObject(scheme)) return scheme;
  const type = own(scheme, "type");
  if (type === "basic") return { ...scheme, type: "http", scheme: "basic" };
  if (type !== "oauth2") return scheme;
  const { flow: _flow, authorizationUrl, tokenUrl, scopes, ...rest } = scheme;
  const name = stringAt(scheme, "flow") ?? "implicit";
  const facts = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    scopes: scopes ?? {},
  };
  return { ...rest, flows: { [Object.hasOwn(FLOWS, name) ? (FLOWS[name] as string) : name]: facts } };
}
