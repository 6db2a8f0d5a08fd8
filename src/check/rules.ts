import type { Rule } from "../model/rule.ts";

/** What `check` finds by comparing versions and whole documents; the other findings are of `diff` and `validate`. */
export const versionRules: readonly Rule[] = [
  {
    id: "version-running-differs",
    area: "versions",
    title: "The server runs another version than the document it serves",
    severity: { none: "breaking" },
    why: "Whoever trusts the document talks to a server that another document describes.",
    remedy:
      "Ask the API's maker which of the two is right; until then, check against the tag of the running version.",
  },
  {
    id: "version-published-differs",
    area: "versions",
    title: "The published document is of another version than the live one",
    severity: { none: "dangerous" },
    why: "People read the published document and programs meet the live one; between releases the two may be apart for a while.",
    remedy: "If it stays so, ask the API's maker to publish the current document.",
  },
  {
    id: "version-untagged",
    area: "versions",
    title: "The running version has no tag",
    severity: { none: "dangerous" },
    why: "Nobody can fetch the document of this version later, or see what changed in it.",
    remedy: "Compare with the nearest lower tag, and ask for the missing one if it does not follow.",
  },
  {
    id: "version-tag-mismatch",
    area: "versions",
    title: "A tagged document claims to be of another version",
    severity: { none: "breaking" },
    why: "A document fetched by its tag describes a version nobody asked for.",
    remedy: "Move or remove the wrong tag.",
  },
  {
    id: "document-content-differs",
    area: "versions",
    title: "Two documents of one version differ in content",
    severity: { none: "dangerous" },
    why: "A version stands for one document; where its content moves silently, nothing that was checked against it holds. Formatting, and members the service declares to differ (by default servers), do not count.",
    remedy: "See the step changes for what differs, and publish the difference under a version of its own.",
  },
  {
    id: "version-content-changed",
    area: "versions",
    title: "A version has other content than before",
    severity: { none: "dangerous" },
    why: "A version stands for one document; one that was moved or edited under the same name makes everything that was checked against it uncertain.",
    remedy:
      "Look at what changed. Accept it with specwitness check --update-lock, or ask the API's maker for a version of its own.",
  },
  {
    id: "version-went-back",
    area: "versions",
    title: "The server runs an older version than the one accepted before",
    severity: { none: "dangerous" },
    why: "What a newer version brought may be gone: a client that was adapted to it fails.",
    remedy: "Ask the API's maker whether it was rolled back; accept it with specwitness check --update-lock.",
  },
  {
    id: "version-regions-differ",
    area: "versions",
    title: "Two regions run different versions",
    severity: { none: "dangerous" },
    why: "What works in one region may fail in the other; while a release is rolled out they may be apart for a while.",
    remedy:
      "If it stays so, ask the API's maker; until then, check clients of each region against its own document.",
  },
];
