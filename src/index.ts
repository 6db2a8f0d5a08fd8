/**
 * The library: everything the command line does, as functions.
 * `specwitness/fetch`, `specwitness/diff` and `specwitness/validate` hold the parts one by one.
 */
export { changelog } from "./changelog/index.ts";
export { type CheckOptions, check } from "./check/index.ts";
export type { Configuration } from "./cli/config/configuration.ts";
export type { Io } from "./cli/io.ts";
export { run } from "./cli/main.ts";
export { type CompatOptions, compat } from "./compat/index.ts";
export { type DiffOptions, diff } from "./diff/index.ts";
export { compareSchemas } from "./diff/schema/index.ts";
export { createFetcher, type Fetcher, type FetcherOptions } from "./fetch/index.ts";
export { type Document, loadDocument } from "./model/document.ts";
export { InputError, SpecwitnessError, UsageError } from "./model/errors.ts";
export type { Exchange } from "./model/exchange.ts";
export type { Change, Effect, Finding, Severity, Witness } from "./model/finding.ts";
export type { Policy, Waiver } from "./model/policy.ts";
export type { Report } from "./model/report.ts";
export type { Rule } from "./model/rule.ts";
export type { ServiceDefinition } from "./model/service.ts";
export { makeSource, type Source } from "./model/source.ts";
export { type Format, type RenderOptions, render } from "./report/index.ts";
export { services } from "./services/index.ts";
export { readRecordings, type ValidateOptions, validate } from "./validate/index.ts";
