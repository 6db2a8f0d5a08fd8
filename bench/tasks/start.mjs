import { join } from "node:path";
import { contest } from "../contest.mjs";
import { goPeer, npmPeer } from "../peers.mjs";
import { specwitness } from "../specwitness.mjs";
import { standings } from "../table.mjs";

export const start = {
  name: "start",
  title: "Start-up",
  async run({ folder, runs }) {
    const node = (name, ...args) => ({ name, commands: [[process.execPath, ...args]] });
    const installed = [
      ["openapi-diff", "bin/openapi-diff"],
      ["@redocly/cli", "bin/cli.js"],
    ].flatMap(([name, bin]) => {
      const peer = npmPeer(name);
      return peer === undefined ? [] : [node(`${peer.name} --help`, join(peer.path, bin), "--help")];
    });
    const oasdiff = goPeer("oasdiff");
    const entrants = [
      node("node -e 0", "-e", "0"),
      { ...specwitness("--version"), name: "specwitness --version" },
      { ...specwitness("--help"), name: "specwitness --help" },
      { ...specwitness("diff", "--help"), name: "specwitness diff --help" },
      ...installed,
      ...(oasdiff === undefined
        ? []
        : [{ name: `${oasdiff.name} --help`, commands: [[...oasdiff.argv, "--help"]] }]),
    ];
    return standings(await contest(entrants, { folder, runs: runs * 4 }));
  },
};
