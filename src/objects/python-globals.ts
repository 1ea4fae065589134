// What the calls of Python's own modules in a pickle make: containers and numbers as values, everything
// else (dates, patterns, paths, partial functions) as records. Nothing here is ever run.

import { latin1Bytes } from "./array-items.ts";
import type { Builder, BuilderTable, Call } from "./builders.ts";
import { emptyRecord, forbidden, invalidObject, mergedTables, record, tableOf } from "./records.ts";
import {
  isHashable,
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "./values.ts";

const builtinModules = ["builtins", "__builtin__"];

/** Builtins under their Python 3 and Python 2 module. */
function builtins(names: readonly string[], answer: Builder | null): BuilderTable {
  return tableOf(
    builtinModules.flatMap((module) => names.map((name) => `${module}.${name}`)),
    answer,
  );
}

/** A builder that first checks its arguments: at least `least`, all accepted by their check. */
function checked(
  checks: readonly ((value: PyValue) => boolean)[],
  least: number,
  build: Builder,
): Builder {
  return (call) => {
    const { args, kwargs } = call;
    const fits = args.length >= least && args.length <= checks.length && kwargs === null;
    if (!fits || !args.every((arg, i) => checks[i]?.(arg))) {
      throw forbidden(call, "Python's pickles never call it with such arguments");
    }
    return build(call);
  };
}

const isInt = (value: PyValue): boolean => typeof value === "number" || typeof value === "bigint";
const isText = (value: PyValue): boolean => typeof value === "string";
const isBytes = (value: PyValue): boolean => value instanceof Uint8Array;
const isFloat = (value: PyValue): boolean => value instanceof PyFloat;
const isNone = (value: PyValue): boolean => value === null;
const isRecord = (value: PyValue): boolean => value instanceof PyObject;
const isList = (value: PyValue): boolean => Array.isArray(value) || value instanceof PyTuple;
/** Packed dates: bytes, or the latin-1 string that Python 2 writes. */
const isPacked = (value: PyValue): boolean => isBytes(value) || isText(value);
const orNone =
  (check: (value: PyValue) => boolean) =>
  (value: PyValue): boolean =>
    value === null || check(value);

function itemsOf(value: PyValue | undefined): readonly PyValue[] {
  return value instanceof PyTuple ? value.items : ((value as readonly PyValue[] | undefined) ?? []);
}

const makeSet: Builder = (call) => {
  const items = itemsOf(call.args[0]);
  if (!items.every(isHashable)) throw invalidObject(call, "an item of it is not hashable");
  return new PySet([...items], call.global.name === "frozenset");
};

const makeSlice: Builder = ({ args }) =>
  new PySlice(args[0] ?? null, args[1] ?? null, args[2] ?? null);

/** `encode("…", "latin1")`: how protocols 0 to 2 of Python 3 write bytes. */
const encode: Builder = (call) => {
  const [text, encoding] = call.args;
  if (encoding !== "latin1" && encoding !== "latin-1") {
    throw forbidden(call, "Python's pickles encode bytes as latin-1 only");
  }
  const bytes = latin1Bytes(text as string);
  if (bytes === null) throw invalidObject(call, "its text holds more than bytes");
  return bytes;
};

const makeByteArray: Builder = (call) => {
  const [data = new Uint8Array(0)] = call.args;
  if (data instanceof Uint8Array && call.args.length < 2) return new PyByteArray(data);
  if (isText(data) && call.args.length === 2) return new PyByteArray(encode(call) as Uint8Array);
  throw forbidden(call, "Python's pickles make bytearrays from bytes only");
};

/** `OrderedDict()`, or in Python 2 `OrderedDict([[key, value], …])`. */
const makeDict: Builder = (call) => {
  const entries = new Map<PyValue, PyValue>();
  for (const pair of itemsOf(call.args[0])) {
    const [key, value] = isList(pair) ? itemsOf(pair) : [];
    if (key === undefined || value === undefined || !isHashable(key)) {
      throw invalidObject(call, "its items are not pairs");
    }
    entries.set(key, value);
  }
  return entries;
};

const defaultFactories: ReadonlySet<string> = new Set([
  ...builtinModules.flatMap((module) =>
    ["bool", "dict", "float", "int", "list", "long", "set", "str", "tuple"].map(
      (name) => `${module}.${name}`,
    ),
  ),
  "collections.OrderedDict",
  "collections.Counter",
]);

const isFactory = (value: PyValue): boolean =>
  value === null || (value instanceof PyGlobal && defaultFactories.has(value.path));

const makeCounter: Builder = ({ args: [counts] }) =>
  new Map(counts instanceof Map ? counts : undefined);

/** `deque([], maxlen)`; items follow by APPENDS, or in Python 2 as the first argument. */
const makeDeque: Builder = (call) => {
  const deque = record(call);
  for (const item of itemsOf(call.args[0])) deque.items.push(item);
  return deque;
};

/**
 * `getattr(object, "method")`: how pickle names a bound method, such as the distributions of a search hold,
 * and a method of str. The record is never called.
 */
const boundMethod: Builder = (call) => {
  const [owner, name] = call.args;
  const isString =
    owner instanceof PyGlobal && /^(builtins\.str|__builtin__\.(unicode|str))$/.test(owner.path);
  const isMethod = typeof name === "string" && /^_?[A-Za-z]\w{0,63}$/.test(name);
  if (call.args.length !== 2 || !isMethod || !(owner instanceof PyObject || isString)) {
    throw forbidden(call, "a model names methods of its own objects only");
  }
  return record(call);
};

/** `type(None)`, as Python names NoneType. */
const noneType: Builder = (call) => new PyGlobal("builtins", "NoneType", call.offset);

const partial: Builder = checked(
  [(value) => value instanceof PyGlobal || isRecord(value)],
  1,
  record,
);

const dates: BuilderTable = new Map<string, Builder>([
  ["datetime.date", checked([isPacked], 1, record)],
  ["datetime.datetime", checked([isPacked, isRecord], 1, record)],
  ["datetime.time", checked([isPacked, isRecord], 1, record)],
  ["datetime.timedelta", checked([isInt, isInt, isInt], 0, record)],
  ["datetime.timezone", checked([isRecord, isText], 1, record)],
  ["pytz._UTC", emptyRecord],
  ["pytz._p", checked([isText, isInt, isInt, isText], 1, record)],
  ["zoneinfo.ZoneInfo._unpickle", checked([isText, isInt], 1, record)],
]);

const collections: BuilderTable = new Map<string, Builder>([
  ["collections.OrderedDict", checked([isList], 0, makeDict)],
  ["collections.defaultdict", checked([isFactory], 0, () => new Map())],
  ["collections.Counter", checked([(value) => value instanceof Map], 0, makeCounter)],
  ["collections.deque", checked([isList, orNone(isInt)], 0, makeDeque)],
]);

const paths = ["PosixPath", "PurePosixPath", "WindowsPath", "PureWindowsPath"].flatMap((name) => [
  `pathlib.${name}`,
  `pathlib._local.${name}`,
]);

const records: BuilderTable = new Map<string, Builder>([
  ["decimal.Decimal", checked([isText], 1, record)],
  ["fractions.Fraction", (call) => fraction(call)],
  ["functools.partial", partial],
  ["operator.itemgetter", (call) => getter(call, (arg) => isInt(arg) || isText(arg))],
  ["operator.attrgetter", (call) => getter(call, isText)],
  ["re._compile", checked([(value) => isText(value) || isBytes(value), isInt], 2, record)],
  ["types.SimpleNamespace", emptyRecord],
  ["uuid.UUID", emptyRecord],
]);

function fraction(call: Call): PyValue {
  const check = call.args.length === 1 ? [isText] : [isInt, isInt];
  return checked(check, 1, record)(call);
}

function getter(call: Call, check: (value: PyValue) => boolean): PyValue {
  return checked(
    call.args.map(() => check),
    1,
    record,
  )(call);
}

/** Builders for Python's own modules, under the names of Python 2 and 3. */
export const pythonGlobals: BuilderTable = mergedTables(
  builtins(["object"], emptyRecord),
  builtins(["set", "frozenset"], checked([isList], 0, makeSet)),
  builtins(["slice"], checked([() => true, () => true, () => true], 3, makeSlice)),
  builtins(["range", "xrange"], checked([isInt, isInt, isInt], 1, record)),
  builtins(["complex"], checked([isFloat, isFloat], 2, record)),
  builtins(
    ["bytes"],
    checked([], 0, () => new Uint8Array(0)),
  ),
  builtins(["bytearray"], checked([isPacked, isText], 0, makeByteArray)),
  builtins(["getattr"], boundMethod),
  builtins(["type"], checked([isNone], 1, noneType)),
  builtins(["bool", "dict", "float", "int", "list", "long", "str", "tuple", "unicode"], null),
  builtins(["Ellipsis", "NotImplemented"], null),
  tableOf(["_codecs.encode"], checked([isText, isText], 2, encode)),
  collections,
  dates,
  records,
  tableOf(paths, (call) => getter(call, isText)),
);
