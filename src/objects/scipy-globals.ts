// scipy's sparse matrices: records by class, and their meaning as compressed rows.

import type { BuilderTable } from "./builders.ts";
import { emptyRecord, mergedTables, tableOf } from "./records.ts";

const formats = ["bsr", "coo", "csc", "csr", "dia", "dok", "lil"];

/** Each format in the modules of all versions: `scipy.sparse.csr.csr_matrix`, `scipy.sparse._csr.csr_array` … */
const sparseClasses: readonly string[] = formats.flatMap((format) => [
  `scipy.sparse.${format}.${format}_matrix`,
  `scipy.sparse._${format}.${format}_matrix`,
  `scipy.sparse._${format}.${format}_array`,
  `scipy.sparse._arrays.${format}_array`,
]);

/** Builders for scipy's names; its functions and distributions are in the generated table. */
export const scipyGlobals: BuilderTable = mergedTables(
  tableOf(sparseClasses, emptyRecord),
  tableOf(["scipy.interpolate._bsplines.BSpline"], emptyRecord),
  tableOf(["scipy._lib.array_api_compat.numpy._aliases.asarray"], null),
);
