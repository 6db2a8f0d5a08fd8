// Documents of any size in the shapes that make a comparison expensive: each component refers to others, and some have
// changed between the two versions of the document.

/** What a component says of itself, before and after. */
const OWN = [
  { type: "string", maxLength: 20 },
  { type: "string", maxLength: 10 },
];

/** From the index of a component and their number to the indices of those that it refers to. */
export const SHAPES = {
  chain: (i, n) => (i + 1 < n ? [i + 1] : []),
  cycle: (i, n) => [(i + 1) % n],
  tree: (i, n) => [2 * i + 1, 2 * i + 2].filter((child) => child < n),
  mesh: (i, n) => [(i + 1) % n, (7 * i + 3) % n, (31 * i + 11) % n],
  union: (i, n) => (i === 0 ? Array.from({ length: n - 1 }, (_, other) => other + 1) : []),
};

/** @returns base and revision with `size` components, of which `changed` differ, evenly spread. */
export function twins(shape, size, changed = size) {
  const differs = (i) => Math.floor((i * changed) / size) !== Math.floor(((i + 1) * changed) / size);
  return [0, 1].map((version) => {
    const schemas = Object.fromEntries(
      Array.from({ length: size }, (_, i) => [
        `C${i}`,
        component(shape, i, SHAPES[shape](i, size), OWN[differs(i) ? version : 0]),
      ]),
    );
    return documentWith(schemas, version);
  });
}

function component(shape, i, others, own) {
  const refs = others.map((other) => ({ $ref: `#/components/schemas/C${other}` }));
  if (shape === "union" && i === 0) return { oneOf: refs };
  const properties = { kind: { const: `C${i}` }, own };
  for (const [index, ref] of refs.entries()) properties[`other${index}`] = ref;
  return { type: "object", required: ["kind"], properties };
}

function documentWith(schemas, version) {
  const schema = { $ref: "#/components/schemas/C0" };
  const content = { "application/json": { schema } };
  return {
    openapi: "3.1.0",
    info: { title: "Family", version: `${version + 1}` },
    paths: {
      "/things": {
        post: { requestBody: { content }, responses: { 200: { description: "OK", content } } },
      },
    },
    components: { schemas },
  };
}
