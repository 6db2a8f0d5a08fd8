import { expect, it } from "vitest";
import { subject } from "../../src/diff/subject.ts";
import { join, type Pointer } from "../../src/model/pointer.ts";

const BODY = join("/paths", "/pets", "get", "responses", "200", "content", "application/json", "schema");

it.each<[Pointer, string]>([
  ["/components/schemas/Pet", "Pet"],
  ["/components/schemas/Pet/properties/owner/properties/name", "Pet.owner.name"],
  ["/components/schemas/Pet/properties/tags/items", "Pet.tags[]"],
  ["/components/schemas/Pet/oneOf/2/properties/kind", "Pet.kind"],
  ["/components/schemas/Pet/additionalProperties", "Pet{}"],
  ["/components/schemas/Pet/prefixItems/1/properties/properties", "Pet[1].properties"],
  [BODY, "the 200 response of GET /pets"],
  [join(BODY, "items"), "each item in the 200 response of GET /pets"],
  [join(BODY, "items", "properties", "name"), "name of each item in the 200 response of GET /pets"],
  [join(BODY, "properties", "name"), "name in the 200 response of GET /pets"],
  ["/paths/~1pets/post/requestBody/content/text~1csv/schema", "the request of POST /pets"],
  ["/paths/~1pets/post/parameters/0/schema", "a parameter of POST /pets"],
  ["/paths/~1pets/parameters/0/schema", "a parameter of /pets"],
  ["", "the document"],
])("calls %s %s", (pointer, name) => {
  expect(subject(pointer)).toBe(name);
});
