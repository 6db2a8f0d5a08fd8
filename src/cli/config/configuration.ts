import type { Consumer } from "../../model/finding.ts";
import type { Policy } from "../../model/policy.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import type { ServiceOverride } from "../../services/index.ts";
import type { FailOn, ReportFile } from "../options.ts";

/**
 * What `specwitness.config.{json,yaml,ts}` may say; `schemas/config.schema.json` is the same for editors.
 * Paths in it, and references that are paths, are relative to its own folder. Secrets are never in it: services
 * name environment variables.
 */
export interface Configuration {
  readonly $schema?: string;
  /** The service meant where `--service` names none. */
  readonly service?: string;
  /** Services of one's own, and what is to be different in the shipped ones, by name. */
  readonly services?: Readonly<Record<string, ServiceDefinition | ServiceOverride>>;
  /** As `--versions`. */
  readonly versions?: string;
  /** Recordings that `check` reads where `--recordings` names none. */
  readonly recordings?: readonly string[];
  readonly consumer?: Consumer;
  readonly failOn?: FailOn;
  readonly openWorld?: boolean;
  readonly policy?: Policy;
  /** Files that `check` writes besides what it prints, as `--report`. */
  readonly reports?: readonly ReportFile[];
}
