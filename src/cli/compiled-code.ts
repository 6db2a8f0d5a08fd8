import module from "node:module";
import { join } from "node:path";
import { defaultCacheFolder } from "../fetch/cache-place.ts";

/** What Node 22.8 and newer can do (https://nodejs.org/api/module.html#moduleenablecompilecachecachedir). */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * Lets Node keep what it compiles of our code until the next run, which begins sooner. What lies there is executed: it
 * is kept where only this person writes, and not in the folder for temporary files, where Node would keep it.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv, node: CompileCache = module as object): void {
  node.enableCompileCache?.(join(defaultCacheFolder(env), "code"));
}
