import { homedir } from "node:os";
import { join } from "node:path";
import { TOOL } from "../model/tool.ts";

/** The folder for caches that the platform's conventions name. */
export function defaultCacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME, USERPROFILE } = env;
  const home = HOME || USERPROFILE || homedir();
  // https://specifications.freedesktop.org/basedir-spec/ : relative paths are to be ignored.
  if (XDG_CACHE_HOME?.startsWith("/")) return join(XDG_CACHE_HOME, TOOL.name);
  if (platform === "darwin") return join(home, "Library", "Caches", TOOL.name);
  if (platform === "win32") return join(LOCALAPPDATA || join(home, "AppData", "Local"), TOOL.name, "Cache");
  return join(home, ".cache", TOOL.name);
}
