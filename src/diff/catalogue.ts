import type { ChangeRule } from "./rule.ts";
import { annotationRules } from "./rules/annotations.ts";
import { constraintRules } from "./rules/constraints.ts";
import { discriminatorRules } from "./rules/discriminators.ts";
import { documentRules } from "./rules/document.ts";
import { extensibleEnumRules } from "./rules/extensible-enums.ts";
import { headerRules } from "./rules/headers.ts";
import { limitRules } from "./rules/limits.ts";
import { linkRules } from "./rules/links.ts";
import { messageRules } from "./rules/messages.ts";
import { operationRules } from "./rules/operations.ts";
import { parameterRules } from "./rules/parameters.ts";
import { propertyRules } from "./rules/properties.ts";
import { securityRules } from "./rules/security.ts";
import { serverRules } from "./rules/servers.ts";
import { statusRules } from "./rules/statuses.ts";
import { sunsetRules } from "./rules/sunsets.ts";
import { textRules } from "./rules/text.ts";
import { typeRules } from "./rules/types.ts";
import { unionRules } from "./rules/unions.ts";
import { valueRules } from "./rules/values.ts";

/** Every rule about changes, family by family. */
export const diffRules: readonly ChangeRule[] = [
  ...operationRules,
  ...parameterRules,
  ...messageRules,
  ...statusRules,
  ...headerRules,
  ...linkRules,
  ...securityRules,
  ...serverRules,
  ...typeRules,
  ...valueRules,
  ...limitRules,
  ...textRules,
  ...propertyRules,
  ...unionRules,
  ...discriminatorRules,
  ...constraintRules,
  ...annotationRules,
  ...extensibleEnumRules,
  ...sunsetRules,
  ...documentRules,
];
