import { type LoadOptions, loadDocument } from "../../model/document.ts";
import { EXIT, type ExitCode } from "../../model/errors.ts";
import { parseText } from "../../model/parse.ts";
import { documentFacts, reportHead } from "../../model/report-head.ts";
import type { Source } from "../../model/source.ts";
import type { Execute, Invocation } from "../command.ts";
import { deliver } from "../deliver.ts";
import { writeFiles } from "../files.ts";
import { readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  const settings = await readSettings(invocation);
  return withSession(invocation, settings, async ({ fetcher, note }) => {
    const source = await fetcher.read(args[0] ?? "");
    // A login page saved as openapi.json would be found out much later.
    parseText(source);
    const facts =
      options.format === undefined
        ? undefined
        : factsOf(source, { allowDangling: options.allowDangling === true });
    if (options.output !== undefined) {
      await writeFiles([{ path: options.output, data: source.bytes }], io.cwd, io.signal);
      note(`wrote ${options.output}: ${source.bytes.length} bytes from ${source.origin}`);
    }
    if (facts !== undefined) return print(facts, invocation);
    if (options.output === undefined) io.stdout(source.bytes);
    return EXIT.ok;
  });
};

function factsOf(source: Source, options: LoadOptions) {
  const document = loadDocument(source, options);
  return {
    ...reportHead("fetch"),
    document: {
      ...documentFacts(document),
      origin: source.origin,
      bytes: source.bytes.length,
      operations: document.operations.length,
    },
  };
}

/** Here `--output` has taken the document, so that the facts go to standard output. */
function print(report: ReturnType<typeof factsOf>, invocation: Invocation): Promise<ExitCode> {
  const { output: _, ...options } = invocation.options;
  return deliver(report, { ...invocation, options }, { failOn: "never" });
}
