// Everything that compares two documents, each as it is used: what changed and whom it breaks, as text where there is text.
import { join } from "node:path";
import { driver, goPeer, npmPeer } from "./peers.mjs";
import { specwitness } from "./specwitness.mjs";

/** Each entrant compares the pairs, one process for each. */
export function differs(pairs) {
  const openapiDiff = npmPeer("openapi-diff");
  const peers = [
    { ...goPeer("oasdiff"), args: ["changelog"] },
    { ...goPeer("openapi-changes"), args: ["summary", "--no-logo", "--no-color"] },
    { ...driver("openapi-schema-diff"), args: [] },
    { ...driver("api-smart-diff"), args: [] },
    {
      ...openapiDiff,
      argv: openapiDiff && [process.execPath, join(openapiDiff.path, "bin/openapi-diff")],
      args: [],
    },
  ];
  return [
    { ...specwitness(), commands: pairs.flatMap((pair) => specwitness("diff", ...pair).commands) },
    ...peers
      .filter(({ argv }) => argv !== undefined)
      .map(({ name, argv, args }) => ({ name, commands: pairs.map((pair) => [...argv, ...args, ...pair]) })),
  ];
}
