/** The smallest whole document. */
export function documentText(version = "1.0.0", title = "Pets"): string {
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title, version },
    paths: { "/pets": { get: { responses: { "200": { description: "pets" } } } } },
  });
}
