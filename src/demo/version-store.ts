/** One published document of a service. */
export interface StoredVersion {
  readonly version: string;
  /** ISO 8601. */
  readonly date?: string;
}

/** Where the demonstration server takes its tagged documents from. */
export interface VersionStore {
  list(): Promise<readonly StoredVersion[]>;
  /** The document's bytes; `undefined` for a version that is not there. */
  read(version: string): Promise<Uint8Array | undefined>;
  /** Ends what reading has started. */
  close?(): Promise<void>;
}
