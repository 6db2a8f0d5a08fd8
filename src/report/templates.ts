import { readdir, readFile } from "node:fs/promises";
import { PACKAGE } from "../model/package.ts";

/** The formats that are written by templates, each with its folder under `reports/`. */
export type TemplateFormat = "text" | "markdown" | "html";

const ROOT = new URL("reports/", PACKAGE);

/** The template the package ships for one shape of view. */
export function shippedTemplate(format: TemplateFormat, shape: string): Promise<string> {
  return readFile(new URL(`${format}/${shape}.hbs`, ROOT), "utf8");
}

/** Every file of a format's `partials` folder, by its name without `.hbs`. */
export async function shippedPartials(format: TemplateFormat): Promise<Record<string, string>> {
  const folder = new URL(`${format}/partials/`, ROOT);
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
  return Object.fromEntries(names.map((name, i) => [name.replace(/\.hbs$/, ""), texts[i] ?? ""]));
}
