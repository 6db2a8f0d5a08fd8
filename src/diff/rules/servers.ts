import { operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#server-object";
const A = { url: "https://a.example" } as const;
const B = { url: "https://b.example" } as const;
const staged = (...stages: string[]) => ({
  servers: [
    { url: "https://{stage}.example", variables: { stage: { enum: stages, default: stages[0] ?? "" } } },
  ],
});

export const serverAdded = operationRule(
  "document",
  { request: "safe", none: "safe" },
  {
    id: "server-added",
    title: "The API is at one more address",
    why: "Clients may go on with the address they have.",
    spec: SPEC,
    example: { before: { servers: [A] }, after: { servers: [A, B] } },
    nearMiss: { before: { servers: [A, B] }, after: { servers: [B, A] } },
  },
);

export const serverRemoved = operationRule(
  "document",
  { request: "dangerous", none: "dangerous" },
  {
    id: "server-removed",
    title: "The API is no longer documented at an address",
    why: "A client that uses the address may find nothing there.",
    spec: SPEC,
    example: { before: { servers: [A, B] }, after: { servers: [A] } },
    nearMiss: { before: { servers: [A] }, after: { servers: [{ ...A, description: "Main" }] } },
  },
);

export const serverVariablesChanged = operationRule(
  "document",
  { request: "dangerous", none: "dangerous" },
  {
    id: "server-variables-changed",
    title: "What may stand in the address of a server changed",
    why: "A client that fills the address in as before may reach another server, or none.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#server-variable-object",
    example: { before: staged("live", "test"), after: staged("live") },
    nearMiss: { before: staged("live"), after: { servers: [...staged("live").servers, A] } },
  },
);

export const serverRules = [serverAdded, serverRemoved, serverVariablesChanged];
