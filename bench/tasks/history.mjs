import { join } from "node:path";
import { contest } from "../contest.mjs";
import { airfocus, versionsIn } from "../documents.mjs";
import { goPeer } from "../peers.mjs";
import { specwitness } from "../specwitness.mjs";
import { standings } from "../table.mjs";

export const history = {
  name: "history",
  title: "The whole history: airfocus, 317 tags, 316 pairs",
  async run({ folder, runs, quick }) {
    const documents = airfocus();
    if (documents === undefined) return undefined;
    const versions = versionsIn(documents).slice(quick ? -40 : 0);
    const files = versions.map((version) => join(documents, `${version}.json`));
    const pairs = files.slice(1).map((revision, index) => [files[index], revision]);
    const range = `${versions[0]}..${versions.at(-1)}`;
    const oasdiff = goPeer("oasdiff");
    const whole = ["changelog", range, "--versions", join(documents, "{version}.json")];
    const entrants = [
      specwitness(...whole),
      { ...specwitness(...whole, "--jobs", "2"), name: "specwitness --jobs 2" },
      ...(oasdiff === undefined
        ? []
        : [
            {
              name: `${oasdiff.name}, run ${pairs.length} times`,
              commands: pairs.map((pair) => [...oasdiff.argv, "changelog", ...pair]),
              runs: 1,
            },
          ]),
    ];
    const standing = standings(await contest(entrants, { folder, runs: Math.min(2, runs), limit: 600 }));
    return quick ? `Only the last ${pairs.length} pairs.\n\n${standing}` : standing;
  },
};
