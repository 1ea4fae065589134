// The names that our own code answers for, in one exact table.

import type { Builder, BuilderTable } from "./builders.ts";
import { copyregGlobals } from "./copyreg-globals.ts";
import { cythonGlobals } from "./cython-globals.ts";
import { dillGlobals } from "./dill-globals.ts";
import { joblibGlobals } from "./joblib-globals.ts";
import { numpyGlobals } from "./numpy-globals.ts";
import { pandasGlobals } from "./pandas-globals.ts";
import { pythonGlobals } from "./python-globals.ts";
import { mergedTables } from "./records.ts";
import { scipyGlobals } from "./scipy-globals.ts";

const table: BuilderTable = mergedTables(
  pythonGlobals,
  copyregGlobals(builtGlobal),
  numpyGlobals,
  scipyGlobals,
  pandasGlobals,
  joblibGlobals,
  cythonGlobals,
  dillGlobals,
);

/**
 * What answers for a name: a builder; null when it may be named but never called; undefined when it is not in
 * the table.
 */
export function builtGlobal(module: string, name: string): Builder | null | undefined {
  // No name in the table holds a dot, so that "a.b" + "c" and "a" + "b.c" cannot be confused.
  return name.includes(".") ? undefined : table.get(`${module}.${name}`);
}
