import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import { folderWith } from "../support/folder.ts";
import { runInput } from "./run-input.ts";

/** What fuzzing has found, each in its smallest form: every one of these once ended in anything but a report or a clear error. */
const FOUND: Readonly<Record<string, readonly [base: string, revision: string]>> = {
  "a member that every object inherits appears": [schema("{}"), schema('{"hasOwnProperty":1}')],
  "YAML that is nested beyond what the stack holds": ["[".repeat(5_000), "{a: ".repeat(100_000)],
  "a version of ten thousand characters": [schema("{}"), `{"openapi":"${"3".repeat(10_000)}"}`],
};

function schema(text: string): string {
  return `{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{},"components":{"schemas":{"A":${text}}}}`;
}

describe.each(Object.entries(FOUND))("%s", (_, [base, revision]) => {
  it.each(["json", "text", "sarif"])("ends in a report (%s) or one clear error", async (format) => {
    const files = new Map(
      Object.entries({ base, revision }).map(([name, text]) => [name, Buffer.from(text)]),
    );
    const args = ["diff", "base", "revision", "--format", format];
    expect(await runInput(run, { args, files }, folderWith({}))).not.toHaveProperty("complaint");
  });
});
