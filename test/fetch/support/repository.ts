import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./fetching.ts";

export interface TestRepository {
  readonly folder: string;
  /** Writes files, commits them at a fixed time, and tags the commit. */
  commit(files: Readonly<Record<string, string>>, tag?: string, date?: string): void;
  git(...args: string[]): string;
}

/** A real repository for one test. */
export async function createRepository(): Promise<TestRepository> {
  const folder = await temporaryFolder();
  const git = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        ...{ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
        ...{ GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com" },
        ...{ GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" },
        ...env,
      },
    });
  git({}, "init", "--quiet", "--initial-branch=main");
  return {
    folder,
    commit(files, tag, date = "2026-11-20T04:30:00Z") {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      git({}, "add", "-A");
      const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      git(env, "commit", "--quiet", "--allow-empty", "-m", "x");
      if (tag !== undefined) git(env, "tag", tag);
    },
    git: (...args) => git({}, ...args),
  };
}
