// Calls of a pickle, made by hand: what a builder answers to arguments that the test chooses.

import type { Builder } from "../../src/objects/builders.ts";
import { builtGlobal } from "../../src/objects/built-globals.ts";
import { type PyDict, PyGlobal, type PyValue } from "../../src/objects/values.ts";

/** The class or function of a dotted path. */
export function named(path: string): PyGlobal {
  const at = path.lastIndexOf(".");
  return new PyGlobal(path.slice(0, at), path.slice(at + 1), 0);
}

/** The answer to `path(*args, **kwargs)` at byte 4. */
export function call(
  path: string,
  args: readonly PyValue[],
  kwargs: PyDict | null = null,
): PyValue {
  return builderOf(path)({ global: named(path), args, kwargs, offset: 4 });
}

function builderOf(path: string): Builder {
  const { module, name } = named(path);
  const builder = builtGlobal(module, name);
  if (builder) return builder;
  throw new Error(`${path} has no builder`);
}
