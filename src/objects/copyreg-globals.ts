// How protocols 0 and 1 (and Python 2) make objects: `_reconstructor(class, base, state)`. The class answers
// by the same table as a direct call; a class that is not built becomes a record.

import type { Builder, BuilderTable, Call } from "./builders.ts";
import { forbidden, invalidObject, mergedTables, pathsOf, tableOf } from "./records.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "./values.ts";

/** The builder of a name: null when it is never called, undefined when the table does not build it. */
export type BuilderLookup = (module: string, name: string) => Builder | null | undefined;

const modules = ["copyreg", "copy_reg"];

/** Builders for copyreg, given the table that answers for the classes. */
export function copyregGlobals(lookup: BuilderLookup): BuilderTable {
  return mergedTables(
    tableOf(pathsOf(modules, ["_reconstructor"]), (call) => reconstructor(call, lookup)),
    tableOf(pathsOf(modules, ["__newobj__"]), (call) => newObject(call, lookup)),
    tableOf(pathsOf(modules, ["__newobj_ex__"]), (call) => newObjectEx(call, lookup)),
  );
}

/** @see CPython Lib/copyreg.py `_reconstructor` */
function reconstructor(call: Call, lookup: BuilderLookup): PyValue {
  const [made, base, state] = call.args;
  if (!(made instanceof PyGlobal) || !isBuiltin(base) || call.args.length !== 3) {
    throw forbidden(call, "it takes a class, a base class of Python's own and a state");
  }
  if (base.name === "object") {
    if (state !== null) throw invalidObject(call, "an object has no state of a base class");
    return construct({ ...call, global: made, args: [] }, lookup);
  }
  const value = state ?? null;
  if (base.name === "dict" && value instanceof Map) return dictOf(call, made, value, lookup);
  const args = base.name === "list" && Array.isArray(value) ? [] : [value];
  const object = construct({ ...call, global: made, args }, lookup);
  if (Array.isArray(value) && args.length === 0) {
    if (!(object instanceof PyObject)) throw forbidden(call, `${made.path} is no list`);
    for (const item of value) object.items.push(item);
  }
  return object;
}

function dictOf(
  call: Call,
  made: PyGlobal,
  entries: ReadonlyMap<PyValue, PyValue>,
  lookup: BuilderLookup,
): PyValue {
  const object = construct({ ...call, global: made, args: [] }, lookup);
  const target = object instanceof PyObject ? object.entries : object;
  if (!(target instanceof Map)) throw forbidden(call, `${made.path} is no dict`);
  for (const [key, item] of entries) target.set(key, item);
  return object;
}

function newObject(call: Call, lookup: BuilderLookup): PyValue {
  const [made, ...args] = call.args;
  if (!(made instanceof PyGlobal)) throw forbidden(call, "it takes a class");
  return construct({ ...call, global: made, args }, lookup);
}

function newObjectEx(call: Call, lookup: BuilderLookup): PyValue {
  const [made, args, kwargs] = call.args;
  const fits = made instanceof PyGlobal && args instanceof PyTuple && kwargs instanceof Map;
  if (!fits || call.args.length !== 3)
    throw forbidden(call, "it takes a class, a tuple and a dict");
  const named = kwargs.size > 0 ? kwargs : null;
  return construct({ ...call, global: made, args: args.items, kwargs: named }, lookup);
}

function construct(call: Call, lookup: BuilderLookup): PyValue {
  const { global, args, kwargs, offset } = call;
  if (modules.includes(global.module))
    throw forbidden(call, "it never makes another call of itself");
  const builder = lookup(global.module, global.name);
  if (builder === null) throw forbidden(call, "a model mentions this name but never calls it");
  if (builder !== undefined) return builder(call);
  return new PyObject(global, kwargs === null ? args : [...args, kwargs], offset);
}

const bases: ReadonlySet<string> = new Set(
  [
    "object",
    "dict",
    "list",
    "tuple",
    "set",
    "int",
    "long",
    "float",
    "str",
    "unicode",
    "bytes",
  ].flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`]),
);

function isBuiltin(value: PyValue | undefined): value is PyGlobal {
  return value instanceof PyGlobal && bases.has(value.path);
}
