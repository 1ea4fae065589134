// What builders share: the plain record, the checks of a call's arguments, and the errors.

import { PicklejarError } from "../errors.ts";
import type { Builder, BuilderTable, Call } from "./builders.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "./values.ts";

/** Keeps a call as a record that nothing ever calls. */
export function record(call: Call): PyObject {
  const { global, args, kwargs, offset } = call;
  return new PyObject(global, kwargs === null ? args : [...args, kwargs], offset);
}

/** The value of a class that is made without arguments and then filled by BUILD. */
export function emptyRecord(call: Call): PyObject {
  if (call.args.length > 0 || call.kwargs !== null) throw forbidden(call, "it takes no arguments");
  return record(call);
}

/** A table in which every `module.name` has the same answer. */
export function tableOf(paths: Iterable<string>, answer: Builder | null): BuilderTable {
  return new Map(Array.from(paths, (path) => [path, answer]));
}

/** `module.name` for every module with every name. */
export function pathsOf(modules: readonly string[], names: readonly string[]): string[] {
  return modules.flatMap((module) => names.map((name) => `${module}.${name}`));
}

export function mergedTables(...tables: readonly BuilderTable[]): BuilderTable {
  return new Map(tables.flatMap((table) => [...table]));
}

/** Whether a value is the class or function of one of these `module.name`s; a dotted name is none. */
export function isNamed(
  value: PyValue | undefined,
  paths: { has(path: string): boolean },
): value is PyGlobal {
  return value instanceof PyGlobal && !value.name.includes(".") && paths.has(value.path);
}

/**
 * Cython's `__pyx_unpickle_X(class, checksum, state)`: an object of the class, filled when there is a state.
 *
 * @param classes  the classes that may be made; `null` for X of the helper's own module
 */
export function cythonObject(classes: { has(path: string): boolean } | null): Builder {
  return (call) => {
    const { global, args, offset } = call;
    const [made, checksum, state] = args;
    const own = global.path.replace(".__pyx_unpickle_", ".");
    const known = made instanceof PyGlobal && (classes?.has(made.path) ?? made.path === own);
    if (!known || args.length !== 3 || typeof checksum !== "number" || call.kwargs !== null) {
      throw forbidden(call, "it makes objects of its own class only");
    }
    const object = new PyObject(made, [], offset);
    object.made = call;
    if (state instanceof PyTuple) object.state = state;
    else if (state !== null) throw invalidObject(call, "its state is not a tuple");
    return object;
  };
}

/** A call that no library writes into a pickle. */
export function forbidden(call: Call, reason: string): PicklejarError {
  const { global, offset } = call;
  return new PicklejarError("PICKLE_FORBIDDEN_CALL", { offset, global: global.path, reason });
}

/** Arguments or a state that contradict themselves. */
export function invalidObject(
  made: { readonly global: PyGlobal; readonly offset: number },
  reason: string,
): PicklejarError {
  const { global, offset } = made;
  return new PicklejarError("OBJECT_INVALID", { offset, global: global.path, reason });
}

/** An array or dtype that contradicts itself. */
export function invalidArray(offset: number, reason: string): PicklejarError {
  return new PicklejarError("ARRAY_INVALID", { offset, reason });
}
