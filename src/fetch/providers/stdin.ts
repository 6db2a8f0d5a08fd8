import { join } from "node:path";
import { UsageError } from "../../model/errors.ts";
import { makeSource } from "../../model/source.ts";
import { fileNeighbours, type ReadUrl } from "../neighbours.ts";
import { askedFacts, type Of, type Provider } from "../provider.ts";

/** Standard input. It can be read only once, so its bytes are kept for a second mention. */
export function stdinProvider(
  cwd: string,
  stdin: (() => Promise<Uint8Array>) | undefined,
  remote: ReadUrl,
  reach: { readonly anywhere: boolean },
): Provider<Of<"stdin">> {
  let bytes: Promise<Uint8Array> | undefined;
  return {
    async read(_, asked) {
      if (stdin === undefined)
        throw new UsageError({ what: "cannot read", where: "-", why: "there is no standard input here" });
      bytes ??= stdin();
      return {
        source: makeSource({ ...askedFacts(asked), origin: "standard input", bytes: await bytes }),
        neighbours: fileNeighbours(join(cwd, "-"), remote, reach),
      };
    },
  };
}
