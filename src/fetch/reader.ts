import type { Downloads } from "./downloads.ts";
import type { Login } from "./login.ts";
import { remoteReader } from "./neighbours.ts";
import type { Asked, Fetched, Listed, Provider } from "./provider.ts";
import { fileProvider } from "./providers/file.ts";
import { gitProvider } from "./providers/git.ts";
import { type GithubBases, githubProvider } from "./providers/github.ts";
import { httpProvider } from "./providers/http.ts";
import { npmProvider } from "./providers/npm.ts";
import { stdinProvider } from "./providers/stdin.ts";
import type { Located } from "./reference.ts";

export interface ReaderOptions {
  readonly downloads: Downloads;
  readonly login: Login;
  readonly github: GithubBases;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly stdin: (() => Promise<Uint8Array>) | undefined;
  /** May references in documents lead out of their folders, and to addresses of the local network? */
  readonly allowExternal: boolean;
}

/** Every kind of place behind one door. */
export interface Reader {
  read(place: Located, asked: Asked): Promise<Fetched>;
  /** `undefined` where the kind of place cannot tell its versions. */
  list(template: Located): Promise<readonly Listed[] | undefined>;
  close(): Promise<void>;
}

export function createReader(options: ReaderOptions): Reader {
  const { downloads, login, cwd, allowExternal } = options;
  const trust = allowExternal ? "anywhere" : "public";
  const reach = { anywhere: allowExternal };
  // A person's own file may name any address; what lies in repositories and packages is somebody else's.
  const anywhere = remoteReader(downloads, undefined, "anywhere");
  const remote = remoteReader(downloads, undefined, trust);
  const providers: { readonly [Kind in Located["kind"]]: Provider<Extract<Located, { kind: Kind }>> } = {
    file: fileProvider(cwd, anywhere, reach),
    stdin: stdinProvider(cwd, options.stdin, anywhere, reach),
    http: httpProvider(downloads, login, trust),
    git: gitProvider({ ...options, remote }),
    github: githubProvider({ ...options, bases: options.github, trust }),
    npm: npmProvider({ ...options, remote }),
  };
  const providerOf = (place: Located) => providers[place.kind] as Provider;
  return {
    read: (place, asked) => providerOf(place).read(place, asked),
    list: async (template) => providerOf(template).list?.(template),
    async close() {
      await Promise.all(Object.values(providers).map((provider) => provider.close?.()));
    },
  };
}
