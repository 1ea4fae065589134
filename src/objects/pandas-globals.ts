// What pandas' calls in a pickle make: records, which pandas-tables.ts reads.

import type { Builder, BuilderTable } from "./builders.ts";
import { NdArray } from "./ndarray.ts";
import {
  arrayClasses,
  blockHelpers,
  dtypeClasses,
  frameClasses,
  indexClasses,
  indexHelpers,
  managerClasses,
  mentionedFunctions,
  ndarrayBackedClasses,
  offsetClasses,
  timeClasses,
  timeHelpers,
  unreadArrays,
} from "./pandas-names.ts";
import {
  cythonObject,
  emptyRecord,
  forbidden,
  invalidObject,
  isNamed,
  mergedTables,
  record,
  tableOf,
} from "./records.ts";
import { numberOf, PyGlobal, PyObject, PySlice, PyTuple } from "./values.ts";

/** `_new_Index(class, {"data": …, "name": …})`: a record of the class with that dict as its argument. */
const newIndex: Builder = (call) => {
  const [made, parts] = call.args;
  if (!isNamed(made, indexClasses) || !(parts instanceof Map) || call.args.length !== 2) {
    throw forbidden(call, "it makes pandas' own indexes only");
  }
  const index = new PyObject(made, [parts], call.offset);
  index.made = call;
  return index;
};

/** `_unpickle_block(values, placement, ndim)`. @see pandas/_libs/internals.pyx */
const block: Builder = (call) => {
  const [values, placement] = call.args;
  const isPlaced = placement instanceof PySlice || placement instanceof NdArray;
  if (!(values instanceof NdArray || values instanceof PyObject) || !isPlaced) {
    throw invalidObject(call, "a block takes values and their places");
  }
  return record(call);
};

/** `BlockManager((block, …), [axis, axis])`; before pandas 1.3 empty, with a state. */
const manager: Builder = (call) => {
  const [blocks, axes] = call.args;
  const isNew = blocks instanceof PyTuple && Array.isArray(axes) && call.args.length === 2;
  if (call.args.length > 0 && !isNew) throw invalidObject(call, "it takes blocks and axes");
  return record(call);
};

/** Times and offsets: numbers, None, names and records of time zones. */
const time: Builder = (call) => {
  const plain = call.args.every(
    (arg) =>
      arg === null ||
      typeof arg === "string" ||
      numberOf(arg) !== undefined ||
      arg instanceof PyObject ||
      arg instanceof Uint8Array,
  );
  if (!plain) throw forbidden(call, "a time is made of numbers and a time zone");
  return record(call);
};

/** Dtypes take their parameters, at most classes of pandas' own values. */
const dtype: Builder = (call) => {
  if (call.args.some((arg) => arg instanceof PyGlobal && arg.name !== "NA")) {
    throw forbidden(call, "a dtype takes plain parameters");
  }
  return record(call);
};

const unread: Builder = (call) => {
  throw invalidObject(call, "its values lie in Arrow's format; store the text as dtype object");
};

/** Builders for pandas' names, from 0.17 to 3.0. */
export const pandasGlobals: BuilderTable = mergedTables(
  tableOf(indexClasses, null),
  tableOf(indexHelpers, newIndex),
  tableOf(frameClasses, emptyRecord),
  tableOf(managerClasses, manager),
  tableOf(blockHelpers, block),
  tableOf(arrayClasses, emptyRecord),
  tableOf(
    [
      "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked",
      "pandas._libs.tslibs.period.__pyx_unpickle_PeriodMixin",
    ],
    cythonObject(ndarrayBackedClasses),
  ),
  tableOf(["pandas._libs.sparse.IntIndex", "pandas._libs.sparse.BlockIndex"], record),
  tableOf(dtypeClasses, dtype),
  tableOf([...timeClasses, ...timeHelpers, ...offsetClasses], time),
  tableOf(["pandas._libs.missing.NA", "pandas.NA", ...mentionedFunctions], null),
  tableOf(unreadArrays, unread),
);
