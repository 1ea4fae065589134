// The judgement over every name in a file: what our own code builds, what is known, what is kept as an
// inert record, and what is absent, which refuses the file.

import type { Builder } from "./builders.ts";
import { builtGlobal } from "./built-globals.ts";
import { knownName } from "./names.ts";

/**
 * - `built`: our own code makes the value; `builder` is null where the name may only be mentioned
 * - `estimator`: a class that becomes a working estimator, or a refusal that names it
 * - `class`: instances stay records that prediction never uses
 * - `function`: may be mentioned (as a scoring function is), never called
 * - `declared`: named inert by the user's own configuration; a record, whether class or function
 * - `absent`: not in the table
 */
export type Trust =
  | { readonly kind: "built"; readonly builder: Builder | null }
  | { readonly kind: "estimator"; readonly publicPath: string }
  | { readonly kind: "class" }
  | { readonly kind: "function" }
  | { readonly kind: "declared" }
  | { readonly kind: "absent" };

const ABSENT: Trust = { kind: "absent" };
const DECLARED: Trust = { kind: "declared" };

/**
 * The table's word about one exact pair. No prefix, no pattern, no case folding: what is not listed is
 * absent.
 *
 * @param declared  further `module.name`s that the user vouches for
 */
export function trustOf(module: string, name: string, declared?: ReadonlySet<string>): Trust {
  const builder = builtGlobal(module, name);
  if (builder !== undefined) return { kind: "built", builder };
  const known = knownName(module, name);
  if (known !== null) return known;
  return declared?.has(`${module}.${name}`) === true ? DECLARED : ABSENT;
}
