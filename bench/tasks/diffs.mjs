import { contest } from "../contest.mjs";
import { differs } from "../differs.mjs";
import { airfocusDocument, github } from "../documents.mjs";
import { standings } from "../table.mjs";

function airfocusPair(...versions) {
  const files = versions.map(airfocusDocument);
  return files.includes(undefined) ? undefined : files;
}

function githubPair(base, revision) {
  const files = [base, revision].map(github);
  return files.includes(undefined) ? undefined : files;
}

function task(name, title, find, fewer = 1) {
  return {
    name,
    title,
    async run({ folder, runs }) {
      const pair = find();
      if (pair === undefined) return undefined;
      return standings(await contest(differs([pair]), { folder, runs: Math.ceil(runs / fewer), limit: 120 }));
    },
  };
}

export const pair = task("pair", "One pair: airfocus 47.140.0 → 47.144.0, 1.2 MB each", () =>
  airfocusPair("47.140.0", "47.144.0"),
);
export const same = task("same", "A document with itself: airfocus 47.144.0", () =>
  airfocusPair("47.144.0", "47.144.0"),
);
export const span = task("span", "First tag → last tag: airfocus 33.31.6 → 47.147.2", () =>
  airfocusPair("33.31.6", "47.147.2"),
);
export const large = task(
  "github",
  "A large pair: GitHub's API, @octokit/openapi 22.0.0 → 23.0.2, 12 and 13 MB",
  () => githubPair("22.0.0", "23.0.2"),
  2,
);
