// How filters and tests are called: by name, with their arguments bound to their signatures.

import type { PyValue } from "../objects/values.ts";
import { bindArguments, type CallArguments } from "../python/instance.ts";
import type { Context, FilterCode, TestCode } from "./context.ts";

/** @throws PythonException TypeError for wrong arguments, and what the filter raises */
export function runFilter(
  context: Context,
  name: string,
  filter: FilterCode,
  value: PyValue,
  given: CallArguments,
): PyValue {
  context.meter.charge(Array.isArray(value) ? 1 + value.length : 1);
  const { signature } = filter;
  const args = signature === null ? [] : bindArguments(name, signature, given);
  return filter.run(value, args, context, given);
}

export function runTest(
  name: string,
  test: TestCode,
  value: PyValue,
  given: CallArguments,
): PyValue {
  return test.run(value, bindArguments(name, test.signature, given));
}
