import { FORMATS } from "../report/formats.ts";
import { NOTE_STYLES } from "../report/view/note-style.ts";
import type { CommandSpec } from "./command.ts";
import { MINIMUM_KINDS, readMinimum } from "./minimum.ts";
import {
  CONFIG,
  FAIL_ON,
  JOBS,
  OPEN_WORLD,
  type OptionSpec,
  outputOptions,
  REFERENCE_OPTIONS,
  SHARD,
  VERDICT_OPTIONS,
} from "./options.ts";

const DOCUMENT_NOTE =
  "a file, -, a URL, git:[DIR#]REV:PATH, github:OWNER/REPO#TAG[:PATH], npm:PACKAGE@VERSION:PATH, or for a service: a version, latest, previous, live, running";
const RECORDING_NOTE =
  "files, folders or globs: HAR, newline-delimited JSON, or what Postman, newman, Polly, nock or undici write";

const RECORDINGS: OptionSpec = {
  flags: "--recordings <path...>",
  about: `recorded traffic; ${RECORDING_NOTE}`,
};

const UPDATE_LOCK: OptionSpec = {
  flags: "--update-lock",
  about: "accept what is found: write content hashes and the running version to specwitness.lock.json",
};

const RELEASE_NOTES: readonly OptionSpec[] = [
  {
    flags: "--style <style>",
    about: "how release notes are divided; default: grouped",
    choices: NOTE_STYLES,
  },
  {
    flags: "--pages <dir>",
    about: "write them as Markdown pages by major version, with an index and an Atom feed",
  },
];

const COVERAGE: readonly OptionSpec[] = [
  {
    flags: "--coverage <file>",
    about: "add what was seen of the document to a file, and tell what is new since the run before",
  },
  {
    flags: "--min-coverage <percent>",
    about: `what must have been seen, of everything or of one kind (${MINIMUM_KINDS.join(", ")}): 60, operations=80; may be repeated`,
    each: readMinimum,
  },
];

/** Every command, in the order of the help. Their code is loaded when they run: `--help` waits for none of it. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: "diff",
    operands: "<base> <revision>",
    operandNotes: ["the older document", `the newer one; ${DOCUMENT_NOTE}`],
    summary: "what changed between two documents, and whom it breaks",
    options: [
      ...REFERENCE_OPTIONS,
      ...VERDICT_OPTIONS,
      OPEN_WORLD,
      { flags: "--second-opinion", about: "add what the npm package openapi-diff says of the same pair" },
      ...outputOptions(FORMATS.diff),
    ],
    formats: FORMATS.diff,
    examples: [
      ["specwitness diff git:main:api.yaml ./api.yaml", "the working copy against a branch"],
      ["specwitness diff previous latest --service airfocus", "the newest version against the one before it"],
      ["specwitness diff old.json new.json --format markdown -o CHANGES.md", "as Markdown, into a file"],
    ],
    load: () => import("./commands/diff.ts"),
  },
  {
    name: "changelog",
    operands: "[range]",
    operandNotes: ["FROM..TO, FROM.. or ..TO; default: every version"],
    summary: "release notes over many versions",
    about: "The exit code is 0 whatever the history holds, unless --fail-on says otherwise.",
    options: [
      ...RELEASE_NOTES,
      SHARD,
      JOBS,
      ...REFERENCE_OPTIONS,
      ...VERDICT_OPTIONS,
      OPEN_WORLD,
      ...outputOptions(FORMATS.changelog),
    ],
    formats: FORMATS.changelog,
    examples: [
      [
        "specwitness changelog --service airfocus --format html -o site/",
        "the history as a site, with a feed",
      ],
      ["specwitness changelog --service airfocus --output CHANGELOG.md", "every version there is"],
      [
        "specwitness changelog v1.2.0.. --versions git:.#{version}:api.yaml",
        "the tags of this repository since v1.2.0",
      ],
    ],
    load: () => import("./commands/changelog.ts"),
  },
  {
    name: "check",
    operands: "",
    summary: "the nightly job for a service: versions, document, changes, traffic",
    about:
      "Each step passes, fails, is skipped or could not be done; none stops the others. " +
      "The exit code is 1 when a step failed, else 3 when one could not be done.",
    options: [
      {
        flags: "--only <step...>",
        about: "only these steps",
        choices: ["versions", "document", "changes", "traffic"],
      },
      RECORDINGS,
      {
        flags: "--state <file>",
        about: "remember what was found: tells what is new, since when, and what is gone",
      },
      UPDATE_LOCK,
      ...REFERENCE_OPTIONS,
      ...VERDICT_OPTIONS,
      OPEN_WORLD,
      ...outputOptions(FORMATS.check),
    ],
    formats: FORMATS.check,
    examples: [
      ["specwitness check --service airfocus --recordings recordings/", "everything there is to check"],
      ["specwitness check --only versions document", "two steps of the configured service"],
      [
        "specwitness check --report junit=check.xml --report html=check.html",
        "text here, two files beside it",
      ],
      ["specwitness check --only versions --update-lock", "accept what runs now, and what its tag holds"],
    ],
    load: () => import("./commands/check.ts"),
  },
  {
    name: "validate",
    operands: "<document> [recordings...]",
    operandNotes: [DOCUMENT_NOTE, RECORDING_NOTE],
    summary: "recorded exchanges against a document",
    options: [
      { flags: "--examples", about: "check the document itself: its structure, and its examples" },
      {
        flags: "--fits <range>",
        about:
          "tell which of the versions FROM..TO the recordings fit, and since when each finding is one; FROM.. and ..TO are open",
      },
      ...COVERAGE,
      SHARD,
      JOBS,
      ...REFERENCE_OPTIONS,
      ...VERDICT_OPTIONS,
      ...outputOptions(FORMATS.validate),
    ],
    formats: FORMATS.validate,
    examples: [
      ["specwitness validate api.yaml session.har", "what a browser saved"],
      ["specwitness validate live recordings/ --service airfocus", "a folder, against the live document"],
      [
        "specwitness validate live night.har --service airfocus --fits 47.100.0..latest",
        "which versions does it fit?",
      ],
      [
        "specwitness validate api.yaml last-night/ --coverage seen.json --min-coverage operations=80",
        "add up what all nights have shown",
      ],
      ["specwitness validate api.yaml --examples", "does the document keep its own rules?"],
    ],
    load: () => import("./commands/validate.ts"),
  },
  {
    name: "merge",
    operands: "<shards...>",
    operandNotes: ["what all the shards of one run wrote: files, or folders of them"],
    summary: "the shards of a changelog or a validation, as one report",
    about:
      "The report is what one run would have written, byte by byte, whatever number of shards it is made of.",
    options: [FAIL_ON, ...RELEASE_NOTES, ...COVERAGE, CONFIG, ...outputOptions(FORMATS.changelog)],
    formats: FORMATS.changelog,
    examples: [
      ["specwitness changelog --shard 1/3 -o shards/1.json", "a third of the work, and so on"],
      ["specwitness merge shards/ --format html -o site/", "the history that the three make together"],
    ],
    load: () => import("./commands/merge.ts"),
  },
  {
    name: "compat",
    operands: "<base> <revision>",
    operandNotes: ["the document of the version in use", `the one to move to; ${DOCUMENT_NOTE}`],
    summary: "what an upgrade breaks for the client that made these recordings",
    options: [
      { flags: "--usage <recording...>", about: `what the client sends and reads; ${RECORDING_NOTE}` },
      ...REFERENCE_OPTIONS,
      ...VERDICT_OPTIONS,
      OPEN_WORLD,
      ...outputOptions(FORMATS.compat),
    ],
    formats: FORMATS.compat,
    examples: [
      [
        "specwitness compat running latest --usage recordings/ --service airfocus",
        "may this client move to the newest version?",
      ],
      ["specwitness compat v1.yaml v2.yaml --usage client.har --consumer strict", "for a generated client"],
    ],
    load: () => import("./commands/compat.ts"),
  },
  {
    name: "fetch",
    operands: "<reference>",
    operandNotes: [DOCUMENT_NOTE],
    summary: "bring a document",
    about:
      "The document goes to --output or to standard output as it is; with --format, facts about it instead.",
    options: [
      ...REFERENCE_OPTIONS,
      { flags: "-o, --output <file>", about: "write the document to a file" },
      { flags: "--format <format>", about: "print facts about the document", choices: FORMATS.fetch },
    ],
    formats: FORMATS.fetch,
    examples: [
      ["specwitness fetch live --service airfocus -o openapi.json", "what the server serves now"],
      ["specwitness fetch latest --service airfocus --format json", "its version, hash and size"],
    ],
    load: () => import("./commands/fetch.ts"),
  },
  {
    name: "versions",
    operands: "[range]",
    operandNotes: ["FROM..TO, FROM.. or ..TO; default: every version"],
    summary: "list the versions there are",
    options: [
      { flags: "--changed", about: "read each document and tell which differ in more than their number" },
      {
        ...UPDATE_LOCK,
        about: "with --changed: accept the content of each version in specwitness.lock.json",
      },
      ...REFERENCE_OPTIONS,
      ...outputOptions(FORMATS.versions),
    ],
    formats: FORMATS.versions,
    examples: [
      ["specwitness versions --service airfocus", "every tagged version"],
      [
        "specwitness versions 1.4..1.6 --versions git:.#{version}:api.yaml --changed",
        "some, with their documents",
      ],
    ],
    load: () => import("./commands/versions.ts"),
  },
  {
    name: "cache",
    operands: "<action>",
    operandNotes: ["size, verify or clear"],
    summary: "the documents that are kept: how much they are, whether they are sound, away with them",
    about:
      "verify reads everything that is kept, removes what nothing leads to any more, and exits with 1 where something " +
      "is damaged. What is damaged is never used: it is fetched again.",
    options: [{ flags: "--cache <dir>", about: "where fetched documents are kept" }],
    formats: [],
    examples: [
      ["specwitness cache size", "how much is kept, and where"],
      ["specwitness cache verify", "is it what it was when it was fetched?"],
      ["specwitness cache clear", "start afresh"],
    ],
    load: () => import("./commands/cache.ts"),
  },
  {
    name: "rules",
    operands: "[id]",
    operandNotes: ["a rule, as findings name it"],
    summary: "the catalogue of rules; one rule explained",
    options: [...outputOptions(FORMATS.rules)],
    formats: FORMATS.rules,
    examples: [
      ["specwitness rules", "all of them"],
      ["specwitness rules enum-value-removed", "why it matters and what to do"],
    ],
    load: () => import("./commands/rules.ts"),
  },
  {
    name: "init",
    operands: "",
    summary: "write a configuration and a CI workflow",
    options: [
      { flags: "--service <name>", about: "the service the job is for" },
      { flags: "--force", about: "overwrite files that are there" },
    ],
    formats: [],
    examples: [["specwitness init --service airfocus", "specwitness.config.yaml and a nightly workflow"]],
    load: () => import("./commands/init.ts"),
  },
  {
    name: "demo",
    operands: "",
    summary: "the nightly job against a bundled sample service on this computer",
    about:
      "Starts the sample service on loopback, checks it over HTTP, prints the report and writes it as HTML. " +
      "The service has two faults, so the exit code is 1.",
    options: [
      { flags: "-o, --output <file>", about: "where the HTML goes; default: specwitness-demo.html" },
      ...VERDICT_OPTIONS,
      { flags: "--format <format>", about: "how to print the report", choices: FORMATS.check },
      { flags: "--all", about: "fold nothing" },
    ],
    formats: FORMATS.check,
    examples: [["specwitness demo", "see what a report looks like"]],
    load: () => import("./commands/demo.ts"),
  },
  {
    name: "completion",
    operands: "<shell>",
    operandNotes: ["bash, zsh or fish"],
    summary: "the completion script of a shell",
    options: [],
    formats: [],
    examples: [
      ["source <(specwitness completion bash)", "for this session; zsh alike"],
      ["specwitness completion fish > ~/.config/fish/completions/specwitness.fish", "for good"],
    ],
    load: () => import("./commands/completion.ts"),
  },
];
