import { isArray, type Json, type JsonObject, own, stringAt } from "../json.ts";

/** `schemes`, `host` and `basePath` as servers. Without schemes, the one by which the document came counts. */
export function serversOf(root: JsonObject): Json {
  const host = stringAt(root, "host");
  const basePath = (stringAt(root, "basePath") ?? "").replace(/\/+$/, "");
  if (host === undefined) return basePath === "" ? [] : [{ url: basePath }];
  const stated = own(root, "schemes");
  const schemes = isArray(stated) ? stated.filter((scheme) => typeof scheme === "string") : [];
  if (schemes.length > 0) return schemes.map((scheme) => ({ url: `${scheme}://${host}${basePath}` }));
  const scheme = { default: "https", enum: ["https", "http"] };
  return [{ url: `{scheme}://${host}${basePath}`, variables: { scheme } }];
}
