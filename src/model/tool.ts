import { readFileSync } from "node:fs";
import { PACKAGE } from "./package.ts";

const manifest = JSON.parse(readFileSync(new URL("package.json", PACKAGE), "utf8")) as {
  version: string;
};

/** How specwitness names itself in reports and requests. */
export const TOOL = { name: "specwitness", version: manifest.version } as const;
