/** Why a case of another project's test suite is judged otherwise here. */
export interface Disagreement {
  /** `fixture`: the two documents do not hold what the case is about, so that it decides nothing. */
  readonly about: "verdict" | "fixture";
  readonly reason: string;
}

const verdict = (reason: string): Disagreement => ({ about: "verdict", reason });
const fixture = (reason: string): Disagreement => ({ about: "fixture", reason });

const READ_ONLY =
  "The property is readOnly: no request holds it, and a response that keeps to a pattern is no worse for a reader.";
const OVERLAPPING =
  "The variants of each oneOf are the same open object, so that every value fits two of them and none is accepted, before or after.";
/**
 * Where this project and the test suite of oasdiff 1.28.0 differ on whether a change breaks anybody. A test holds
 * the list against what is found: an entry that no longer applies fails.
 */
export const KNOWN_DISAGREEMENTS: Readonly<Record<string, Disagreement>> = {
  TestBreaking_AddPattern: verdict(READ_ONLY),
  TestBreaking_AddPatternRecursive: verdict(READ_ONLY),
  TestBreaking_ReqBodyBecameEnumAndTypeChanged: fixture(
    "The new type is `int`, which JSON Schema does not have: what it accepts cannot be told, so the change is undecided.",
  ),
  TestBreaking_RequestPropertyAllOfAdded: verdict(
    "The part that allOf gained says the same as those it had: every request that was accepted still is.",
  ),
  TestBreaking_RequestPropertyOneOfRemoved: fixture(OVERLAPPING),
  TestResponsePropertyOneOfAdded: fixture(
    "The variants of the body are open objects that overlap: an answer with the new breed fits several of them where one is allowed, and is accepted by neither document.",
  ),
  TestRequestParameterMaxDecreased: fixture("`maximum` stands at an array, where it limits nothing."),
  TestRequestParameterMaxItemsDecreased: fixture("`maxItems` stands at a string, where it limits nothing."),
  TestTransitionClaims_RealChangeAlongsideTransitionStillReported: verdict(
    "An enum of two texts became any text or integer: nothing that was accepted is refused, whichever values the list has lost.",
  ),
};

/**
 * Findings that are errors there although no client notices: complaints about the newer document, such as a day
 * that is no date. A case that expects only these says nothing about whether the change breaks anybody.
 */
export const FAULTS_OF_THE_DOCUMENT: ReadonlySet<string> = new Set([
  "api-invalid-stability-level",
  "api-deprecated-sunset-missing",
  "api-deprecated-sunset-parse",
  "api-path-sunset-parse",
  "request-parameter-sunset-parse",
  "request-parameter-deprecated-sunset-missing",
  "request-property-deprecated-sunset-invalid",
  "request-property-deprecated-sunset-missing",
  "response-property-deprecated-sunset-invalid",
  "response-property-deprecated-sunset-missing",
]);
