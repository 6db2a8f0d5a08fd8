// What the packages that are bundled ask for in return: that their licences go with them.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The licences of the packages that some modules belong to, as Markdown.
 * @throws Error where a package comes without the text of its licence.
 */
export function noticesOf(moduleIds) {
  const folders = new Set(moduleIds.filter((id) => id.includes("/node_modules/")).map(packageOf));
  const notices = [...folders].map(noticeOf).sort();
  return `# Third-party packages\n\nThe code in this folder includes these packages, each under its own licence.\n\n${notices.join("\n")}`;
}

/** The names of the packages in a text that {@link noticesOf} made. */
export function packagesNamedIn(notices) {
  return [...notices.matchAll(/^## (\S+) /gm)].map(([, name]) => name);
}

function packageOf(moduleId) {
  let folder = dirname(moduleId);
  while (!/\/node_modules\/(?:@[^/]+\/)?[^/]+$/.test(folder)) folder = dirname(folder);
  return folder;
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} is bundled, but has no file with its licence`);
  const text = readFileSync(join(folder, file), "utf8").trim();
  return `## ${name} ${version} (${license})\n\n${text.replace(/^/gm, "    ").replace(/ +$/gm, "")}\n`;
}
