// The report templates as code: who works on the sources has them compiled whenever they are used, users once, here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";

/** Puts the compiled templates into the place of `src/report/templates.ts`, which reads their texts. */
export function compiledTemplates(root) {
  const reports = join(root, "reports");
  const formats = readdirSync(reports);
  return {
    name: "compiled-templates",
    resolveId: { filter: { id: /^templates:/ }, handler: (id) => id },
    load: {
      filter: { id: [/^templates:/, join(root, "dist/report/templates.js")] },
      handler(id) {
        if (id.startsWith("templates:")) return templatesIn(join(reports, id.slice("templates:".length)));
        const loaders = formats.map((format) => `${format}: () => import("templates:${format}")`);
        return `const formats = { ${loaders} };
          export const shippedTemplates = (format) => formats[format]();`;
      },
    },
  };
}

function templatesIn(folder) {
  const shared = filesIn(join(folder, "partials"));
  return [
    `export const shapes = { ${filesIn(folder).map(compiled)} };`,
    `export const partials = { ${shared.filter(isTemplate).map(compiled)} };`,
    `export const texts = { ${shared.filter((file) => !isTemplate(file)).map(verbatim)} };`,
  ].join("\n");
}

function filesIn(folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile());
  return files.map(({ name }) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function isTemplate({ name }) {
  return name.endsWith(".hbs");
}

function compiled({ name, text }) {
  return `${JSON.stringify(name.replace(/\.hbs$/, ""))}: ${Handlebars.precompile(text, { noEscape: true })}`;
}

function verbatim({ name, text }) {
  return `${JSON.stringify(name)}: ${JSON.stringify(text)}`;
}
