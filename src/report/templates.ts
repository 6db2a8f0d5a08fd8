import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { PACKAGE } from "../model/package.ts";
import type { Template } from "./handlebars.ts";

/** The formats that are written by templates, each with its folder under `reports/`. */
export type TemplateFormat = "text" | "markdown" | "html";

/** The templates of a format: one for each shape of view, and what these share. */
export interface Templates {
  readonly shapes: Readonly<Record<string, Template>>;
  readonly partials: Readonly<Record<string, Template>>;
  /** Scripts and styles. */
  readonly texts: Readonly<Record<string, string>>;
}

const ENDING = ".hbs";

const ROOT = new URL("reports/", PACKAGE);

/** The templates that the package ships. In what is built they stand compiled: see `scripts/templates.mjs`. */
export async function shippedTemplates(format: TemplateFormat): Promise<Templates> {
  const folder = new URL(`${format}/`, ROOT);
  const [shapes, shared] = await Promise.all([readFolder(folder), readFolder(new URL("partials/", folder))]);
  const named = (templates: boolean) => shared.filter(([name]) => name.endsWith(ENDING) === templates);
  return { shapes: byName(shapes), partials: byName(named(true)), texts: byName(named(false)) };
}

async function readFolder(folder: URL): Promise<[name: string, text: string][]> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((file) => file.isFile());
  return Promise.all(files.map(async ({ name }) => [name, await readFile(new URL(name, folder), "utf8")]));
}

function byName(files: readonly (readonly [name: string, text: string])[]): Record<string, string> {
  const sorted = [...files].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, text]) => [basename(name, ENDING), text]));
}
