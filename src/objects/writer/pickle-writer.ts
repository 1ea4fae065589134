// Writing pickles: Python's values, and the records of classes that a file named or a caller made, as bytes that
// Python's own unpickler reads. Kinds stay apart: 5 is written as an int, new PyFloat(5) as a float.

import { PicklejarError } from "../../errors.ts";
import { BinaryTree } from "../binary-tree.ts";
import { SklearnTree } from "../cython-globals.ts";
import { Dtype } from "../dtype.ts";
import { MaskedNdArray } from "../masked-ndarray.ts";
import { NdArray, NumpyScalar } from "../ndarray.ts";
import * as op from "../opcodes.ts";
import {
  type HelperCall,
  PyByteArray,
  type PyDict,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../values.ts";
import {
  writeArray,
  writeBinaryTree,
  writeDtype,
  writeMasked,
  writeScalar,
  writeTree,
} from "./array-writing.ts";
import { named, type Part, part, type Writing, writeCall, writeTuple } from "./compound.ts";
import { PickleOutput, type PickleProtocol } from "./pickle-output.ts";

export interface WriteOptions {
  /** 4 unless told: what every Python from 3.4 on reads, and Python itself writes until 3.13. */
  readonly protocol?: PickleProtocol;
}

/** As many items between two APPENDS or SETITEMS as CPython writes. */
const BATCH = 1000;

/** What Python 2 called otherwise. */
const python3Names: ReadonlyMap<string, PyGlobal> = new Map([
  ["__builtin__.unicode", named("builtins", "str")],
  ["__builtin__.long", named("builtins", "int")],
  ["__builtin__.xrange", named("builtins", "range")],
]);

/**
 * The pickle of a value. Values that occur twice are written once, so that sharing and cycles come back.
 * Numbers are ints where they are safe integers, else floats (−0, NaN and infinities are floats).
 *
 * @throws PICKLE_UNWRITABLE for what is no Python value, and for a record of which it was not kept how Python
 *   makes it; `details.path` says where it lies
 * @example
 * writePickle(new Map([["columns", ["age", "income"]], ["bias", new PyFloat(2)]]))
 */
export function encodePickle(value: PyValue, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  const output = new PickleOutput(options.protocol ?? 4);
  const writer = new Writer(output);
  writer.write(value);
  return output.finish();
}

interface Level {
  readonly writing: Writing;
  readonly key: string | number;
}

class Writer {
  readonly #output: PickleOutput;
  readonly #levels: Level[] = [];
  readonly #shared = new Map<string, PyValue>();
  /** Objects whose arguments are being written: one that is among its own could never be made. */
  readonly #begun = new Set<PyObject>();

  constructor(output: PickleOutput) {
    this.#output = output;
  }

  write(root: PyValue): void {
    this.#enter(part("", root));
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      const next = level.writing.next();
      if (next.done === true) this.#levels.pop();
      else this.#enter(next.value);
    }
  }

  #enter({ key, value }: Part): void {
    if (this.#atom(value)) return;
    const one = this.#same(value);
    if (this.#output.recall(one)) return;
    this.#levels.push({ writing: this.#compound(key, one), key });
  }

  /** One object for all globals of the same name, and for all plain dtypes of the same text. */
  #same(value: PyValue): PyValue {
    let key: string;
    if (value instanceof PyGlobal) key = `${value.module.length} ${value.path}`;
    else if (value instanceof Dtype && value.code !== "V") key = `dtype ${value.text}`;
    else return value;
    const first = this.#shared.get(key);
    if (first === undefined) this.#shared.set(key, value);
    return first ?? value;
  }

  /** Writes a value that has no parts. @returns false for one that has */
  #atom(value: PyValue): boolean {
    const output = this.#output;
    if (typeof value === "number") {
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) output.int(value);
      else output.float(value);
    } else if (typeof value === "string") {
      if (!output.recall(value)) {
        output.text(value);
        output.memoize(value);
      }
    } else if (value === null) output.opcode(op.NONE);
    else if (typeof value === "boolean") output.opcode(value ? op.NEWTRUE : op.NEWFALSE);
    else if (value instanceof PyFloat) output.float(value.value);
    else if (typeof value === "bigint") output.int(value);
    else return false;
    return true;
  }

  #compound(key: string | number, value: PyValue): Writing {
    const output = this.#output;
    if (Array.isArray(value)) return this.#list(value);
    if (value instanceof Map) return this.#dict(value);
    if (value instanceof PyTuple) return this.#tuple(value);
    if (value instanceof Uint8Array) return this.#bytes(value);
    if (value instanceof PyByteArray) return this.#byteArray(value);
    if (value instanceof PySet) return this.#set(value);
    if (value instanceof PyGlobal) return this.#global(value);
    if (value instanceof PySlice) return this.#slice(value);
    if (value instanceof PyObject) return this.#object(key, value);
    if (value instanceof NdArray) return writeArray(output, value);
    if (value instanceof Dtype) return writeDtype(output, value);
    if (value instanceof NumpyScalar) return writeScalar(output, value);
    if (value instanceof MaskedNdArray) return writeMasked(output, value);
    if (value instanceof SklearnTree) return writeTree(output, value);
    if (value instanceof BinaryTree) return writeBinaryTree(output, value);
    throw this.#unwritable(key, describe(value));
  }

  *#list(list: readonly PyValue[]): Writing {
    this.#output.opcode(op.EMPTY_LIST);
    this.#output.memoize(list as PyValue[]);
    yield* this.#append(list);
  }

  *#append(items: readonly PyValue[]): Writing {
    for (let start = 0; start < items.length; start += BATCH) {
      const end = Math.min(items.length, start + BATCH);
      if (end - start > 1) this.#output.opcode(op.MARK);
      for (let i = start; i < end; i++) {
        const item = items[i];
        if (item === undefined || !this.#atom(item)) yield part(i, item as PyValue);
      }
      this.#output.opcode(end - start > 1 ? op.APPENDS : op.APPEND);
    }
  }

  *#dict(dict: PyDict): Writing {
    this.#output.opcode(op.EMPTY_DICT);
    this.#output.memoize(dict);
    yield* this.#setItems(dict);
  }

  *#setItems(dict: PyDict): Writing {
    let left = dict.size;
    let inBatch = 0;
    for (const [key, item] of dict) {
      if (inBatch === 0) this.#output.opcode(op.MARK);
      if (!this.#atom(key)) yield part("key", key);
      if (item === undefined || !this.#atom(item)) yield part(nameOf(key), item as PyValue);
      left--;
      inBatch = inBatch === BATCH - 1 || left === 0 ? 0 : inBatch + 1;
      if (inBatch === 0) this.#output.opcode(op.SETITEMS);
    }
  }

  *#tuple(tuple: PyTuple): Writing {
    yield* writeTuple(this.#output, tuple.items, "");
    this.#remember(tuple, tuple.items.length > 0);
  }

  /** Memoizes a value that can only be made after its parts, unless one of these led back to it. */
  #remember(value: PyValue, worthIt = true): void {
    if (!worthIt) return;
    if (this.#output.holds(value)) {
      this.#output.opcode(op.POP);
      this.#output.recall(value);
    } else {
      this.#output.memoize(value);
    }
  }

  *#bytes(bytes: Uint8Array): Writing {
    if (this.#output.protocol >= 3) this.#output.bytes(bytes);
    else yield* writeCall(this.#output, named("_codecs", "encode"), [latin1(bytes), "latin1"]);
    this.#output.memoize(bytes);
  }

  *#byteArray(array: PyByteArray): Writing {
    const { bytes } = array;
    if (this.#output.protocol >= 5) this.#output.byteArray(bytes);
    else yield* writeCall(this.#output, named("builtins", "bytearray"), [bytes]);
    this.#output.memoize(array);
  }

  *#set(set: PySet): Writing {
    const output = this.#output;
    if (output.protocol < 4) {
      const name = set.frozen ? "frozenset" : "set";
      yield* writeCall(output, named("builtins", name), [set.items]);
      this.#remember(set);
      return;
    }
    if (set.frozen) {
      output.opcode(op.MARK);
      for (const [i, item] of set.items.entries()) yield part(i, item);
      output.opcode(op.FROZENSET);
      this.#remember(set);
      return;
    }
    output.opcode(op.EMPTY_SET);
    output.memoize(set);
    for (let start = 0; start < set.items.length; start += BATCH) {
      output.opcode(op.MARK);
      for (const item of set.items.slice(start, start + BATCH)) yield part("item", item);
      output.opcode(op.ADDITEMS);
    }
  }

  *#slice({ start, stop, step }: PySlice): Writing {
    yield* writeCall(this.#output, named("builtins", "slice"), [start, stop, step]);
  }

  *#global(global: PyGlobal): Writing {
    const output = this.#output;
    const { module, name } = python3Names.get(global.path) ?? global;
    const [first = name, ...inner] = name.split(".");
    if (module === "builtins" && name === "NoneType") {
      yield* writeCall(output, named("builtins", "type"), [null]);
    } else if (output.protocol >= 4) {
      this.#atom(python3Module(module));
      this.#atom(name);
      output.opcode(op.STACK_GLOBAL);
    } else if (inner.length === 0) {
      output.global(python3Module(module), name);
    } else {
      // Protocols 2 and 3 have no dotted names: `getattr` climbs from class to class, as in CPython.
      const holder = named(module, [first, ...inner.slice(0, -1)].join("."));
      yield* writeCall(output, named("builtins", "getattr"), [holder, inner.at(-1) ?? ""]);
    }
    output.memoize(global);
  }

  *#object(key: string | number, object: PyObject): Writing {
    const output = this.#output;
    if (this.#begun.has(object)) {
      throw this.#unwritable(key, `${object.global.path}, which is among its own arguments`);
    }
    this.#begun.add(object);
    const { global, args } = callOf(object);
    yield part("class", global);
    yield* writeTuple(output, args, "args");
    output.opcode(object.made === "new" ? op.NEWOBJ : op.REDUCE);
    this.#begun.delete(object);
    output.memoize(object);
    yield* this.#append(object.items);
    yield* this.#setItems(object.entries);
    // Cython's helper may have taken the state among its arguments.
    if (object.state === undefined || args.includes(object.state)) return;
    yield part("state", object.state);
    output.opcode(op.BUILD);
  }

  #unwritable(key: string | number, what: string): PicklejarError {
    const keys = [...this.#levels.slice(1).map((level) => level.key), key];
    return new PicklejarError("PICKLE_UNWRITABLE", { what, path: keys.filter((k) => k !== "") });
  }
}

/** What Python calls to make an object; a deque's items follow the call. */
function callOf(object: PyObject): HelperCall {
  if (typeof object.made === "object") return object.made;
  const { global, args } = object;
  const isDeque = global.path === "collections.deque";
  return { global, args: isDeque ? [[], ...args.slice(1)] : args };
}

/** Modules that Python 3 renamed, as its own unpickler maps them. @see CPython Lib/_compat_pickle.py */
function python3Module(module: string): string {
  if (module === "__builtin__") return "builtins";
  return module === "copy_reg" ? "copyreg" : module;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function nameOf(key: PyValue): string {
  return typeof key === "string" || typeof key === "number" ? String(key) : "value";
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return `a JavaScript ${typeof value}`;
  const kind = "kind" in value ? value.kind : value.constructor?.name;
  return typeof kind === "string" ? `a value of the kind ${kind}` : "an object";
}
