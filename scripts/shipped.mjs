// Whose code users get: the packages that npm installs for them, and those that are bundled.
import { existsSync, readFileSync } from "node:fs";
import { packagesNamedIn } from "./notices.mjs";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const notices = new URL("../dist/THIRD-PARTY.md", import.meta.url);
if (!existsSync(notices)) throw new Error("no dist: npm run build");
const bundled = new Set(packagesNamedIn(readFileSync(notices, "utf8")));

/** Every package of the lock file. */
export const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== "")
  .map(([path, { dev = false, version, license = "none stated" }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    return { name, version, license, shipped: !dev || bundled.has(name) };
  });
