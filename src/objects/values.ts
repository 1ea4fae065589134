// Python values as JavaScript holds them. The kinds stay apart, since labels, categories and written
// pickles depend on it: 5 is an int, 5.0 a float, True neither.
//
//   None → null                 str   → string                 list  → array
//   bool → boolean              bytes → Uint8Array             tuple → PyTuple
//   int  → number, or bigint beyond ±(2^53 − 1)                dict  → Map
//   float → PyFloat             bytearray → PyByteArray        set, frozenset → PySet
//
// Whatever else a pickle names is an inert record: nothing is looked up, nothing is run.

export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PyFloat
  | PyByteArray
  | PyTuple
  | PySlice
  | PyList
  | PyDict
  | PySet
  | PyGlobal
  | PyObject
  | Stateful;

export type PyList = PyValue[];
export type PyDict = Map<PyValue, PyValue>;

/** A Python float. Arithmetic works on it (`valueOf`), JSON shows the number. */
export class PyFloat {
  readonly kind = "float";
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  valueOf(): number {
    return this.value;
  }
  toJSON(): number {
    return this.value;
  }
}

export class PyByteArray {
  readonly kind = "bytearray";
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

export class PyTuple {
  readonly kind = "tuple";
  readonly items: readonly PyValue[];
  /** Whether it can be a key: no list, dict or other changing thing lies in it, however deep. */
  readonly hashable: boolean;
  constructor(items: readonly PyValue[]) {
    this.items = items;
    let hashable = true;
    for (let i = 0; i < items.length && hashable; i++) hashable = isHashable(items[i] ?? null);
    this.hashable = hashable;
  }
}

/** A Python slice, as ColumnTransformer keeps columns. */
export class PySlice {
  readonly kind = "slice";
  readonly start: PyValue;
  readonly stop: PyValue;
  readonly step: PyValue;
  constructor(start: PyValue, stop: PyValue, step: PyValue) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** A set or frozenset, in the order of the file (Python's sets have none). */
export class PySet {
  readonly kind = "set";
  readonly items: PyValue[];
  readonly frozen: boolean;
  constructor(items: PyValue[], frozen: boolean) {
    this.items = items;
    this.frozen = frozen;
  }
}

/** A class or function that the file names. One object per (module, name) pair in a file. */
export class PyGlobal {
  readonly kind = "global";
  readonly module: string;
  readonly name: string;
  /** Byte of the opcode that names it first. */
  readonly offset: number;
  constructor(module: string, name: string, offset: number) {
    this.module = module;
    this.name = name;
    this.offset = offset;
  }
  #path: string | undefined;
  /** `module.name`, as Python writes it. */
  get path(): string {
    this.#path ??= `${this.module}.${this.name}`;
    return this.#path;
  }
}

/**
 * What makes a record's object: `class.__new__(class, *args)`, `global(*args)`, or another call, such as
 * Cython's `__pyx_unpickle_X(class, checksum, state)`.
 */
export type Making = "new" | "call" | HelperCall;

/** A call of a pickle that returns an object of another class than the one it names. */
export interface HelperCall {
  readonly global: PyGlobal;
  readonly args: readonly PyValue[];
}

/** An object of a class that stays a record: what Python would have built, kept as data. */
export class PyObject {
  readonly kind = "object";
  readonly global: PyGlobal;
  /** Positional arguments the file would have called the class with. */
  readonly args: readonly PyValue[];
  /** Byte of the opcode that makes it. */
  readonly offset: number;
  /** What BUILD would have set: usually a dict of attributes. `undefined` when there was no BUILD. */
  state: PyValue | undefined = undefined;
  /** How Python makes it, as far as it was kept: `writePickle` asks. */
  made: Making = "new";
  constructor(global: PyGlobal, args: readonly PyValue[], offset: number) {
    this.global = global;
    this.args = args;
    this.offset = offset;
  }

  #items: PyList | undefined;
  #entries: PyDict | undefined;

  /** What APPEND(S) or ADDITEMS put into it, for subclasses of list and set. */
  get items(): PyList {
    this.#items ??= [];
    return this.#items;
  }

  /** What SETITEM(S) put into it, for subclasses of dict. */
  get entries(): PyDict {
    this.#entries ??= new Map();
    return this.#entries;
  }
}

/**
 * A value that our own code builds from a pickle's calls (an array, a dtype, a random state) and that
 * takes its contents by BUILD, as Python's `__setstate__` does.
 */
export interface Stateful {
  readonly kind: string;
  /** @throws ARRAY_INVALID or OBJECT_INVALID when the state does not describe such a value */
  setState(state: PyValue, offset: number): void;
}

export function isStateful(value: PyValue): value is Stateful {
  return typeof value === "object" && value !== null && "setState" in value;
}

const noAttributes: ReadonlyMap<string, PyValue> = new Map();
/** By state: a hostile file can give one large state to thousands of objects. */
const attributesOfState = new WeakMap<object, ReadonlyMap<string, PyValue>>();

/**
 * The attributes of an object whose class has no state method of its own: its state dict, or the two
 * halves (`__dict__`, `__slots__`) of its state pair, put together. Empty when it has no state. Kept: ask when
 * the whole file was read.
 */
export function attributes(object: PyObject): ReadonlyMap<string, PyValue> {
  const { state } = object;
  if (typeof state !== "object" || state === null) return noAttributes;
  const kept = attributesOfState.get(state) ?? mergedState(state);
  attributesOfState.set(state, kept);
  return kept;
}

function mergedState(state: PyValue): ReadonlyMap<string, PyValue> {
  if (state instanceof Map && hasNames(state)) return state;
  const merged = new Map<string, PyValue>();
  const halves = state instanceof PyTuple && state.items.length === 2 ? state.items : [state];
  for (const half of halves) {
    if (!(half instanceof Map)) continue;
    for (const [key, value] of half) if (typeof key === "string") merged.set(key, value);
  }
  return merged;
}

function hasNames(dict: PyDict): dict is Map<string, PyValue> {
  let isNamed = true;
  dict.forEach((_, key) => {
    if (typeof key !== "string") isNamed = false;
  });
  return isNamed;
}

/** Whether Python takes a value as a dict's key or a set's item. */
export function isHashable(value: PyValue): boolean {
  if (typeof value !== "object") return true;
  if (value instanceof PyTuple) return value.hashable;
  return !(
    Array.isArray(value) ||
    value instanceof Map ||
    value instanceof PyByteArray ||
    (value instanceof PySet && !value.frozen)
  );
}

/** The number of a Python int, float or bool; `undefined` for everything else. */
export function numberOf(value: PyValue | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  return undefined;
}
