// The two harmless helpers of dill that real models contain: arrays, and types by their name. Everything else
// of dill (functions, code, modules) is absent.

import type { Builder, BuilderTable } from "./builders.ts";
import { NdArray } from "./ndarray.ts";
import { reconstruct } from "./numpy-globals.ts";
import { forbidden, isNamed, mergedTables, pathsOf, tableOf } from "./records.ts";
import { PyGlobal, PyTuple } from "./values.ts";

const reconstructors: ReadonlySet<string> = new Set([
  "numpy.core.multiarray._reconstruct",
  "numpy._core.multiarray._reconstruct",
]);

/** `_create_array(_reconstruct, args, state, attributes)`. @see dill/_dill.py (0.4.0) */
const createArray: Builder = (call) => {
  const [callee, args, state, attributes] = call.args;
  const isPlain = attributes === undefined || attributes === null;
  const isEmpty = attributes instanceof Map && attributes.size === 0;
  if (!isNamed(callee, reconstructors) || !(args instanceof PyTuple) || !(isPlain || isEmpty)) {
    throw forbidden(call, "it makes numpy's own arrays only");
  }
  if (!(state instanceof PyTuple) || call.args.length > 4 || call.kwargs !== null) {
    throw forbidden(call, "an array is made of a call and a state");
  }
  const array = reconstruct({ ...call, global: callee, args: args.items });
  if (array instanceof NdArray) array.setState(state, call.offset);
  return array;
};

/** dill's names of types, and the builtin each stands for. */
const types: ReadonlyMap<string, string> = new Map([
  ...["bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list"].map(
    (name) => [name, name] as const,
  ),
  ...["object", "range", "set", "slice", "str", "tuple"].map((name) => [name, name] as const),
  ["NoneType", "NoneType"],
  ["ObjectType", "object"],
  ["SliceType", "slice"],
]);

/** `_load_type("slice")`: a class of Python's own, as if the pickle named it. */
const loadType: Builder = (call) => {
  const [name] = call.args;
  const builtin = typeof name === "string" ? types.get(name) : undefined;
  if (builtin === undefined || call.args.length !== 1 || call.kwargs !== null) {
    throw forbidden(call, "it may load the types of plain data only");
  }
  return new PyGlobal("builtins", builtin, call.offset);
};

const modules = ["dill._dill", "dill.dill"];

export const dillGlobals: BuilderTable = mergedTables(
  tableOf(pathsOf(modules, ["_create_array"]), createArray),
  tableOf(pathsOf(modules, ["_load_type"]), loadType),
);
