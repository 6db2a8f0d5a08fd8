import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { EXIT, UsageError } from "../../model/errors.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { services } from "../../services/index.ts";
import type { Execute } from "../command.ts";
import { writeFiles } from "../files.ts";
import { configurationFor, workflowFor } from "../first-files.ts";
import { suggestion } from "../nearest.ts";

/** Where APIs keep their document, the likeliest first. */
const DOCUMENTS = ["openapi", "docs/openapi", "api/openapi", "api"].flatMap((path) =>
  ["json", "yaml", "yml"].map((extension) => `${path}.${extension}`),
);

export const execute: Execute = async ({ io, options }) => {
  const service = options.service === undefined ? undefined : shipped(options.service);
  const document = service === undefined ? await firstPresent(DOCUMENTS, io.cwd) : undefined;
  const files = [
    { path: "specwitness.config.yaml", data: configurationFor(service, document ?? "openapi.yaml") },
    { path: ".github/workflows/specwitness.yml", data: workflowFor(service) },
  ];
  const present = await firstPresent(
    files.map(({ path }) => path),
    io.cwd,
  );
  if (present !== undefined && options.force !== true) {
    throw new UsageError({
      what: "cannot write",
      where: present,
      why: "it is there already",
      hint: "Add --force to overwrite it",
    });
  }
  await writeFiles(files, io.cwd, io.signal);
  io.stdout(`${files.map(({ path }) => `wrote ${path}\n`).join("")}Next: specwitness check\n`);
  return EXIT.ok;
};

function shipped(name: string): ServiceDefinition {
  const service = services.get(name);
  if (service !== undefined) return service;
  throw new UsageError({
    what: "cannot write a configuration for",
    where: name,
    why: "no service of that name comes with specwitness",
    hint: suggestion(name, [...services.keys()]),
  });
}

async function firstPresent(paths: readonly string[], cwd: string): Promise<string | undefined> {
  const present = await Promise.all(
    paths.map((path) =>
      access(resolve(cwd, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.find((_, i) => present[i]);
}
