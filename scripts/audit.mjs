// Fails where a package that users get has a known vulnerability of weight; says so where the registry cannot tell.
import { spawnSync } from "node:child_process";
import { packages } from "./shipped.mjs";

const { stdout, error } = spawnSync("npm", ["audit", "--json"], {
  encoding: "utf8",
  timeout: 60_000,
});
const report = parse(stdout ?? "");
if (report?.vulnerabilities === undefined) {
  const why = report?.statusCode ?? report?.error?.code ?? error?.code ?? "no answer";
  console.log(`audit: passed over, the registry does not tell (${why})`);
} else {
  const shipped = new Set(packages.filter((each) => each.shipped).map(({ name }) => name));
  const found = Object.values(report.vulnerabilities).filter(({ name }) => shipped.has(name));
  const grave = found.filter(({ severity }) => severity === "high" || severity === "critical");
  for (const { name, severity, range } of found) console.error(`audit: ${name} ${range}: ${severity}`);
  console.log(`audit: ${found.length} known vulnerabilities in what users get, ${grave.length} grave`);
  if (grave.length > 0) process.exitCode = 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
