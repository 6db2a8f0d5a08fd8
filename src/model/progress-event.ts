/** How far long work is; `what` is what it is busy with. */
export interface ProgressEvent {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}
