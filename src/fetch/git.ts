import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { InputError, reasonOf } from "../model/errors.ts";
import { excerpt } from "./redact.ts";

const run = promisify(execFile);

/** The environment for `git`: it asks nobody anything, speaks English, and looks only where it is told to. */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, GIT_NAMESPACE, ...rest } = env;
  return { ...rest, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
}

/**
 * Runs `git`, never through a shell.
 * @throws InputError with git's own first words.
 */
export async function git(
  args: readonly string[],
  {
    cwd,
    env,
    where,
    signal,
  }: { cwd: string; env: NodeJS.ProcessEnv; where: string; signal?: AbortSignal | undefined },
): Promise<string> {
  try {
    const { stdout } = await run("git", args, {
      cwd,
      env: gitEnvironment(env),
      maxBuffer: 256 * 1024 * 1024,
      ...(signal === undefined ? {} : { signal }),
    });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    throw gitProblem(error, where);
  }
}

/** What git's failure means. */
export function gitProblem(error: unknown, where: string): InputError {
  const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
  const refuse = (why: string, hint: string) =>
    new InputError({ what: "cannot read the repository", where, why, hint }, { cause: error });
  if (code === "ENOENT")
    return refuse("git is not installed, or the folder does not exist", "Install git, or check the path");
  if (/not a git repository/i.test(stderr))
    return refuse("it is not a git repository", "Name a folder of one: git:DIR#REV:PATH");
  if (/dubious ownership/i.test(stderr))
    return refuse(
      "it belongs to another user, and git refuses to read it",
      "See safe.directory in git's manual",
    );
  const said = excerpt(stderr.replace(/^(?:fatal|error|warning): /gm, ""), 200);
  return refuse(said === "" ? reasonOf(error) : `git says: ${said}`, "Check repository and revision");
}
