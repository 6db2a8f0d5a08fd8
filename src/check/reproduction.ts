import type { Document } from "../model/document.ts";
import { bySeverity, type Finding } from "../model/finding.ts";
import { isArray, isObject, own, stringAt } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import type { Authentication, ServiceDefinition } from "../model/service.ts";

/** The finding with a command that shows it again, where it is about an answer of the server. */
export function withReproduction(finding: Finding, document: Document, service: ServiceDefinition): Finding {
  if (finding.status === undefined || bySeverity(finding.severity, "dangerous") > 0) return finding;
  const operation = document.operations.find(({ key }) => key === finding.operation);
  const server = serverOf(document, service);
  if (operation === undefined || operation.kind !== "path" || server === undefined) return finding;
  return { ...finding, reproduction: commandFor(operation, server, service) };
}

/** What is secret is named, never said: the shell fills it in. */
function commandFor(operation: Operation, server: string, { authentication }: ServiceDefinition): string {
  const url = `${server.replace(/\/$/, "")}${operation.path}`;
  return [
    "curl -i",
    ...(operation.method === "GET" ? [] : [`-X ${operation.method}`]),
    quoted(url),
    ...(authentication === undefined ? [] : [credentials(authentication)]),
    ...(operation.requestBody === undefined
      ? []
      : ["-H 'content-type: application/json' --data @request.json"]),
  ].join(" ");
}

function credentials(authentication: Authentication): string {
  switch (authentication.type) {
    case "bearer":
      return `-H "authorization: Bearer $${authentication.tokenEnv}"`;
    case "basic":
      return `-u "$${authentication.userEnv}:$${authentication.passwordEnv}"`;
    case "header":
      return `-H "${authentication.name}: $${authentication.valueEnv}"`;
  }
}

/** A word for a POSIX shell, whatever stands in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function serverOf({ root }: Document, { servers = [] }: ServiceDefinition): string | undefined {
  const stated = own(root, "servers");
  const [first] = isArray(stated) ? stated : [];
  const url = isObject(first) ? stringAt(first, "url") : undefined;
  return url !== undefined && /^https?:/.test(url) ? url : servers[0];
}
