import { SpecwitnessError } from "../model/errors.ts";

/** What was asked for, or the reason why it could not be had. */
export type Attempt<Value> =
  | { readonly value: Value; readonly error?: never }
  | { readonly value?: never; readonly error: SpecwitnessError };

/** Turns an error a person can mend into a value, so that one step's trouble stays its own. Bugs pass through. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof SpecwitnessError) return { error };
    throw error;
  }
}
