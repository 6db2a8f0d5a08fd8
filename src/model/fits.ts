/** Which versions of a document some recordings fit. */
export interface Fits {
  /** The first and the last version that was looked at. */
  readonly from: string;
  readonly to: string;
  readonly versions: number;
  /** Oldest first: neighbours that judge the recordings alike. */
  readonly stretches: readonly Stretch[];
}

export interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly versions: number;
  /** Every exchange conforms. */
  readonly fits: boolean;
  readonly conforming: number;
  readonly violating: number;
  readonly unmatched: number;
  /** What does not fit, in the first of them; the worst few. */
  readonly because: readonly {
    readonly rule: string;
    readonly message: string;
    readonly operation?: string;
    readonly status?: number;
  }[];
  /** How many such findings there are. */
  readonly findings: number;
}

/** A finding in the light of other versions. */
export interface FindingHistory {
  /** The versions that were looked at. */
  readonly from: string;
  readonly to: string;
  /** Those of them whose documents have nothing against it, oldest first. */
  readonly accepted: readonly { readonly from: string; readonly to: string }[];
  /** What made the difference, where it can be told. */
  readonly change?: {
    /** The version that brought it. */
    readonly version: string;
    readonly id: string;
    readonly rule: string;
    readonly message: string;
  };
}
