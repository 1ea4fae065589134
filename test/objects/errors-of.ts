// The error that a call throws, for assertions about its code and details.

import { PicklejarError } from "../../src/errors.ts";

/** @throws when the call does not throw, or throws something that is not ours */
export function errorOf(call: () => unknown): PicklejarError {
  try {
    call();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
