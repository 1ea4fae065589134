// Allowed helpers with hostile arguments: what a table of names alone would let through.

import { type Instruction, raw } from "./assembler.ts";
import {
  array,
  call,
  dict,
  dtype,
  emptyArray,
  type HostileCase,
  instance,
  list,
  named,
  pickle,
  text,
  tuple,
} from "./cases.ts";

const system = named("os", "system");
const evaluate = named("builtins", "eval");
const arrayClass = named("numpy", "ndarray");
const regression = ["sklearn.linear_model._base", "LinearRegression"] as const;
const inner = raw("cos\nsystem\n(S'touch canary/executed'\ntR.");

/** A name that is not in the table, handed to something that is. */
function unknown(name: string, global: string, ...program: readonly Instruction[]): HostileCase {
  const bytes = () => pickle(...program, "STOP");
  return { name, bytes, ending: "PICKLE_UNKNOWN_GLOBAL", global };
}

function forbidden(name: string, global: string, ...program: readonly Instruction[]): HostileCase {
  return { name, bytes: () => pickle(...program, "STOP"), ending: "PICKLE_FORBIDDEN_CALL", global };
}

/** An estimator with these attributes. */
function estimator(
  module: string,
  name: string,
  ...attributes: readonly (readonly [string, ...Instruction[]])[]
): Instruction[] {
  return [...instance(module, name), ...dict(...attributes), "BUILD"];
}

const unknownNames: readonly HostileCase[] = [
  unknown(
    "_reconstructor of os.system",
    "os.system",
    ...call("copyreg", "_reconstructor", ...system, ...named("builtins", "object"), "NONE"),
  ),
  unknown(
    "_reconstructor with os.system as base",
    "os.system",
    ...call("copyreg", "_reconstructor", ...named(...regression), ...system, "NONE"),
  ),
  unknown(
    "Python 2's _reconstructor of os.system",
    "os.system",
    ...call("copy_reg", "_reconstructor", ...system, ...named("__builtin__", "object"), "NONE"),
  ),
  unknown(
    "__newobj__ of subprocess.Popen",
    "subprocess.Popen",
    ...call("copyreg", "__newobj__", ...named("subprocess", "Popen"), text("true")),
  ),
  unknown(
    "__newobj_ex__ of subprocess.Popen",
    "subprocess.Popen",
    ...call(
      "copyreg",
      "__newobj_ex__",
      ...named("subprocess", "Popen"),
      ...tuple(text("true")),
      ...dict(["shell", "NEWTRUE"]),
    ),
  ),
  unknown(
    "numpy's _reconstruct of os.system",
    "os.system",
    ...call(
      "numpy.core.multiarray",
      "_reconstruct",
      ...system,
      ...tuple(["BININT1", 0]),
      text("b"),
    ),
  ),
  unknown(
    "numpy's _reconstruct of builtins.eval",
    "builtins.eval",
    ...call("numpy._core.multiarray", "_reconstruct", ...evaluate, ...tuple(text("1")), text("b")),
  ),
  unknown(
    "functools.partial of eval",
    "builtins.eval",
    ...call("functools", "partial", ...evaluate),
  ),
  unknown(
    "functools.partial of os.system, with its arguments as state",
    "os.system",
    ...call("functools", "partial", ...system),
    ...tuple(...system, ...tuple(text("true")), "EMPTY_DICT", "NONE"),
    "BUILD",
  ),
  unknown(
    "FunctionTransformer of eval",
    "builtins.eval",
    ...estimator("sklearn.preprocessing._function_transformer", "FunctionTransformer", [
      "func",
      ...evaluate,
    ]),
  ),
  unknown(
    "SVC with os.system as its kernel",
    "os.system",
    ...estimator("sklearn.svm._classes", "SVC", ["kernel", ...system]),
  ),
  unknown(
    "a scorer of eval",
    "builtins.eval",
    ...instance("sklearn.metrics._scorer", "_Scorer"),
    ...dict(["_score_func", ...evaluate]),
    "BUILD",
  ),
  unknown(
    "TfidfVectorizer with eval as its tokenizer",
    "builtins.eval",
    ...estimator("sklearn.feature_extraction.text", "TfidfVectorizer", ["tokenizer", ...evaluate]),
  ),
  unknown(
    "CountVectorizer with eval as its preprocessor",
    "builtins.eval",
    ...estimator("sklearn.feature_extraction.text", "CountVectorizer", [
      "preprocessor",
      ...evaluate,
    ]),
  ),
  unknown(
    "KNeighborsClassifier with eval as its metric",
    "builtins.eval",
    ...estimator("sklearn.neighbors._classification", "KNeighborsClassifier", [
      "metric",
      ...evaluate,
    ]),
  ),
  unknown(
    "defaultdict of os.system",
    "os.system",
    ...call("collections", "defaultdict", ...system),
  ),
  unknown("a set of names", "os.system", ...call("builtins", "set", ...list(...system))),
  unknown(
    "an OrderedDict with os.system as a key",
    "os.system",
    ...call("collections", "OrderedDict"),
    ...system,
    ["BININT1", 1],
    "SETITEM",
  ),
  unknown(
    "getattr of os",
    "os.path",
    ...call("builtins", "getattr", ...named("os", "path"), text("os")),
  ),
  unknown(
    "an array of objects that holds a call",
    "os.system",
    ...array([["BININT1", 1]], dtype("O8", "|"), list(...call("os", "system", text("true")))),
  ),
  unknown(
    "a MaskedArray of os.system",
    "os.system",
    ...call(
      "numpy.ma.core",
      "_mareconstruct",
      ...system,
      ...arrayClass,
      ...tuple(["BININT1", 0]),
      text("b"),
    ),
  ),
  unknown(
    "dtype of os.system",
    "os.system",
    ...call("numpy", "dtype", ...system, "NEWFALSE", "NEWTRUE"),
  ),
  unknown(
    "a random state that os.system makes",
    "os.system",
    ...call("numpy.random._pickle", "__randomstate_ctor", text("MT19937"), ...system),
  ),
  unknown(
    "dill's _create_array by os.system",
    "os.system",
    ...call("dill._dill", "_create_array", ...system, ...tuple(text("true")), ...tuple(), "NONE"),
  ),
  unknown(
    "a Cython helper that makes os.system",
    "os.system",
    ...call(
      "sklearn._loss._loss",
      "__pyx_unpickle_CyHalfSquaredError",
      ...system,
      ["BININT1", 1],
      "NONE",
    ),
  ),
  unknown(
    "an estimator whose __class__ is set",
    "subprocess.Popen",
    ...estimator(...regression, ["__class__", ...named("subprocess", "Popen")]),
  ),
  unknown(
    "an estimator with __reduce__ in its state",
    "os.system",
    ...estimator(...regression, ["__reduce__", ...system]),
  ),
];

const forbiddenCalls: readonly HostileCase[] = [
  forbidden(
    "scalar(dtype('O'), a pickle)",
    "numpy._core.multiarray.scalar",
    ...call("numpy._core.multiarray", "scalar", ...dtype("O8", "|"), ["SHORT_BINBYTES", inner]),
  ),
  forbidden(
    "scalar of os.system's pickle in a list",
    "numpy._core.multiarray.scalar",
    ...call(
      "numpy._core.multiarray",
      "scalar",
      ...dtype("O8", "|"),
      ...list(["SHORT_BINBYTES", inner]),
    ),
  ),
  forbidden(
    "_reconstruct of a list",
    "numpy._core.multiarray._reconstruct",
    ...call(
      "numpy._core.multiarray",
      "_reconstruct",
      ...named("builtins", "list"),
      ...tuple(["BININT1", 0]),
      text("b"),
    ),
  ),
  forbidden(
    "_reconstruct of an estimator",
    "numpy._core.multiarray._reconstruct",
    ...call(
      "numpy._core.multiarray",
      "_reconstruct",
      ...named(...regression),
      ...tuple(["BININT1", 0]),
      text("b"),
    ),
  ),
  forbidden(
    "_reconstruct of 2^40 items",
    "numpy._core.multiarray._reconstruct",
    ...call(
      "numpy._core.multiarray",
      "_reconstruct",
      ...arrayClass,
      ...tuple(["LONG1", new Uint8Array([0, 0, 0, 0, 0, 1])]),
      text("b"),
    ),
  ),
  forbidden(
    "_reconstructor of itself",
    "copyreg._reconstructor",
    ...call(
      "copyreg",
      "_reconstructor",
      ...named("copyreg", "_reconstructor"),
      ...named("builtins", "object"),
      "NONE",
    ),
  ),
  forbidden(
    "_reconstructor of _reconstruct",
    "numpy._core.multiarray._reconstruct",
    ...call(
      "copyreg",
      "_reconstructor",
      ...named("numpy._core.multiarray", "_reconstruct"),
      ...named("builtins", "object"),
      "NONE",
    ),
  ),
  forbidden(
    "_reconstructor with an estimator as base",
    "copyreg._reconstructor",
    ...call("copyreg", "_reconstructor", ...named(...regression), ...named(...regression), "NONE"),
  ),
  forbidden("__newobj__ of nothing", "copyreg.__newobj__", ...call("copyreg", "__newobj__")),
  forbidden(
    "__newobj__ of a text",
    "copyreg.__newobj__",
    ...call("copyreg", "__newobj__", text("os.system")),
  ),
  forbidden("a call of an int", "builtins.int", ...call("builtins", "int", text("9".repeat(5000)))),
  forbidden("a call of str", "builtins.str", ...call("builtins", "str", ["SHORT_BINBYTES", "a"])),
  forbidden(
    "a call of dict",
    "builtins.dict",
    ...call("builtins", "dict", ...list(...tuple(text("a"), "NONE"))),
  ),
  forbidden("a call of list", "builtins.list", ...call("builtins", "list", text("abc"))),
  forbidden(
    "bytes of a huge number",
    "builtins.bytes",
    ...call("builtins", "bytes", ["BININT", 2 ** 31 - 1]),
  ),
  forbidden(
    "bytearray of a huge number",
    "builtins.bytearray",
    ...call("builtins", "bytearray", ["BININT", 2 ** 31 - 1]),
  ),
  forbidden(
    "getattr of a text",
    "builtins.getattr",
    ...call("builtins", "getattr", text("os"), text("__class__")),
  ),
  forbidden(
    "getattr of a class",
    "builtins.getattr",
    ...call("builtins", "getattr", ...named(...regression), text("fit")),
  ),
  forbidden(
    "getattr of __class__",
    "builtins.getattr",
    ...call("builtins", "getattr", ...instance(...regression), text("__class__")),
  ),
  forbidden(
    "getattr of __globals__",
    "builtins.getattr",
    ...call("builtins", "getattr", ...instance(...regression), text("__globals__")),
  ),
  forbidden(
    "type of three arguments",
    "builtins.type",
    ...call("builtins", "type", text("A"), ...tuple(), "EMPTY_DICT"),
  ),
  forbidden(
    "encode by rot13",
    "_codecs.encode",
    ...call("_codecs", "encode", text("cbfvk"), text("rot13")),
  ),
  forbidden(
    "encode by zip",
    "_codecs.encode",
    ...call("_codecs", "encode", text("a"), text("zip")),
  ),
  forbidden(
    "OrderedDict of a text",
    "collections.OrderedDict",
    ...call("collections", "OrderedDict", text("ab")),
  ),
  forbidden(
    "defaultdict of a class that is no plain one",
    "collections.defaultdict",
    ...call("collections", "defaultdict", ...named(...regression)),
  ),
  forbidden(
    "functools.partial of a text",
    "functools.partial",
    ...call("functools", "partial", text("os.system")),
  ),
  forbidden(
    "functools.partial with arguments",
    "functools.partial",
    ...call("functools", "partial", ...named("numpy", "log1p"), text("a")),
  ),
  forbidden("functools.partial of nothing", "functools.partial", ...call("functools", "partial")),
  forbidden("set of a text", "builtins.set", ...call("builtins", "set", text("abc"))),
  forbidden("range of floats", "builtins.range", ...call("builtins", "range", ["BINFLOAT", 1])),
  forbidden(
    "_ufunc_reconstruct of os.system",
    "numpy._core._ufunc_reconstruct",
    ...call("numpy._core", "_ufunc_reconstruct", text("os"), text("system")),
  ),
  forbidden(
    "_ufunc_reconstruct of numpy.load",
    "numpy._core._ufunc_reconstruct",
    ...call("numpy._core", "_ufunc_reconstruct", text("numpy"), text("load")),
  ),
  forbidden(
    "_load_type of FunctionType",
    "dill._dill._load_type",
    ...call("dill._dill", "_load_type", text("FunctionType")),
  ),
  forbidden(
    "_load_type of CodeType",
    "dill._dill._load_type",
    ...call("dill._dill", "_load_type", text("CodeType")),
  ),
  forbidden(
    "_frombuffer of a number",
    "numpy._core.numeric._frombuffer",
    ...call(
      "numpy._core.numeric",
      "_frombuffer",
      ["BININT1", 1],
      ...dtype("f8"),
      ...tuple(["BININT1", 1]),
      text("C"),
    ),
  ),
  forbidden(
    "dtype of a list of fields",
    "numpy.dtype",
    ...call("numpy", "dtype", ...list(...tuple(text("a"), text("O"))), "NEWFALSE", "NEWTRUE"),
  ),
  forbidden(
    "dtype of a dict",
    "numpy.dtype",
    ...call("numpy", "dtype", "EMPTY_DICT", "NEWFALSE", "NEWTRUE"),
  ),
  forbidden("a call of a ufunc", "numpy.log1p", ...call("numpy", "log1p", ["BINFLOAT", 1])),
  forbidden(
    "a call of ndarray",
    "numpy.ndarray",
    ...call("numpy", "ndarray", ...tuple(["BININT", 2 ** 31 - 1])),
  ),
  forbidden("a call of float64", "numpy.float64", ...call("numpy", "float64", text("1"))),
  forbidden(
    "a call of a function that may be named",
    "sklearn.metrics._classification.accuracy_score",
    ...call("sklearn.metrics._classification", "accuracy_score", "NONE", "NONE"),
  ),
  forbidden(
    "a call of what REDUCE returned",
    "a value",
    ...call("functools", "partial", ...named("numpy", "log1p")),
    ...tuple(["BINFLOAT", 1]),
    "REDUCE",
  ),
  forbidden("a call of an estimator", "a value", ...instance(...regression), ...tuple(), "REDUCE"),
  forbidden("a call of a text", "a value", text("os.system"), ...tuple(), "REDUCE"),
  forbidden("a call of None", "a value", "NONE", ...tuple(), "REDUCE"),
  forbidden("a call of an array", "a value", ...emptyArray(), ...tuple(), "REDUCE"),
  forbidden(
    "a Cython helper that makes another class",
    "sklearn._loss._loss.__pyx_unpickle_CyHalfSquaredError",
    ...call(
      "sklearn._loss._loss",
      "__pyx_unpickle_CyHalfSquaredError",
      ...named(...regression),
      ["BININT1", 1],
      "NONE",
    ),
  ),
  forbidden(
    "a tree of texts",
    "sklearn.tree._tree.Tree",
    ...call("sklearn.tree._tree", "Tree", ["BININT1", 1], text("a"), ["BININT1", 1]),
  ),
];

const brokenObjects: readonly HostileCase[] = [
  {
    name: "joblib's old wrapper that names a file",
    bytes: () =>
      pickle(
        ...instance("joblib.numpy_pickle", "NDArrayWrapper"),
        ...dict(["filename", text("/etc/passwd")], ["subclass", ...arrayClass]),
        "BUILD",
        "STOP",
      ),
    ending: "OBJECT_INVALID",
    global: "joblib.numpy_pickle.NDArrayWrapper",
  },
  {
    name: "joblib's old wrapper with a path of dots",
    bytes: () =>
      pickle(
        ...call(
          "joblib.numpy_pickle_compat",
          "ZNDArrayWrapper",
          text("../../canary/file"),
          "NONE",
          "NONE",
        ),
        "STOP",
      ),
    ending: "OBJECT_INVALID",
    global: "joblib.numpy_pickle_compat.ZNDArrayWrapper",
  },
  {
    name: "joblib's wrapper of a class that is no array",
    bytes: () =>
      pickle(
        ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
        ...dict(
          ["subclass", ...named("builtins", "list")],
          ["shape", ...tuple(["BININT1", 1])],
          ["order", text("C")],
          ["dtype", ...dtype("f8")],
        ),
        "BUILD",
        "STOP",
      ),
    ending: "OBJECT_INVALID",
    kept: "OBJECT_INVALID",
  },
  {
    name: "joblib's wrapper of memmap with a hostile inner pickle",
    bytes: () => pickle(...joblibObjects(), "BUILD", inner, "STOP"),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    kept: "ARRAY_INVALID",
    global: "os.system",
  },
  {
    name: "a hostile inner pickle after the first array (aisbom#91)",
    bytes: () =>
      pickle(
        "MARK",
        ...joblibNumbers(),
        "BUILD",
        new Uint8Array(8),
        ...joblibObjects(),
        "BUILD",
        inner,
        "TUPLE",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    kept: "ARRAY_INVALID",
    global: "os.system",
  },
  {
    name: "an inner pickle that holds raw arrays again",
    bytes: () =>
      pickle(
        ...joblibObjects(),
        "BUILD",
        pickle(...joblibNumbers(), "BUILD", new Uint8Array(8), "STOP"),
        "STOP",
      ),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
  {
    name: "an inner pickle that never ends",
    bytes: () => pickle(...joblibObjects(), "BUILD", raw("("), "NONE", "NONE"),
    ending: "PICKLE_TRUNCATED",
    kept: "PICKLE_TRUNCATED",
  },
  {
    name: "an estimator that is filled twice",
    bytes: () => pickle(...estimator(...regression), ...dict(["coef_", "NONE"]), "BUILD", "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
];

/** joblib's wrapper of an array of one object, before its BUILD. */
function joblibObjects(): Instruction[] {
  return joblibWrapper(dtype("O8", "|"));
}

/** joblib's wrapper of an array of one float64, before its BUILD. */
function joblibNumbers(): Instruction[] {
  return joblibWrapper(dtype("f8"));
}

function joblibWrapper(type: readonly Instruction[]): Instruction[] {
  return [
    ...instance("joblib.numpy_pickle", "NumpyArrayWrapper"),
    ...dict(
      ["subclass", ...arrayClass],
      ["shape", ...tuple(["BININT1", 1])],
      ["order", text("C")],
      ["dtype", ...type],
      ["allow_mmap", "NEWFALSE"],
    ),
  ];
}

export const helpers: readonly HostileCase[] = [
  ...unknownNames,
  ...forbiddenCalls,
  ...brokenObjects,
];
