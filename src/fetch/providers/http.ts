import { makeSource } from "../../model/source.ts";
import { assertDocumentLike } from "../content.ts";
import type { Downloads } from "../downloads.ts";
import type { Login } from "../login.ts";
import { remoteReader } from "../neighbours.ts";
import { askedFacts, type Of, type Provider } from "../provider.ts";
import { safeUrl } from "../redact.ts";

/** Documents at http(s) addresses; the service's login goes to the service's own origins only. */
export function httpProvider(
  downloads: Downloads,
  login: Login,
  trust: "anywhere" | "public",
): Provider<Of<"http">> {
  return {
    async read({ url }, asked) {
      const { bytes, origin, earlier } = await downloads.get(url, {
        headers: { accept: "application/json, application/yaml, text/yaml, */*;q=0.5" },
        credentials: login.for(url),
        authHint: login.hint,
        check: assertDocumentLike,
        ...(asked.version === undefined ? {} : { fixed: `version ${asked.version}` }),
      });
      const { origin: own } = new URL(url);
      return {
        source: makeSource({
          ...askedFacts(asked, asked.version === undefined ? [] : earlier),
          origin,
          bytes,
        }),
        neighbours: {
          base: safeUrl(url),
          read: remoteReader(downloads, own, trust, login.for),
        },
      };
    },
  };
}
