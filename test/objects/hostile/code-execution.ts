// Files that try to run code: each opcode that can name or call something, with each name that attackers call.

import { assemble, type Instruction } from "./assembler.ts";
import {
  call,
  dict,
  type HostileCase,
  instance,
  list,
  named,
  pickle,
  text,
  tuple,
} from "./cases.ts";

const command = "touch canary/executed";

/** What attackers call, with the arguments that would do harm. */
const targets: readonly (readonly [module: string, name: string, ...args: Instruction[]])[] = [
  ["os", "system", text(command)],
  ["posix", "system", text(command)],
  ["nt", "system", text(command)],
  ["os", "popen", text(command)],
  ["os", "execvp", text("sh"), ...list(text("sh"))],
  ["os", "remove", text("canary/file")],
  ["subprocess", "Popen", text(command)],
  ["subprocess", "check_output", ...list(text("sh"))],
  ["subprocess", "getoutput", text(command)],
  ["commands", "getoutput", text(command)],
  ["builtins", "eval", text("__import__('os').system('true')")],
  ["builtins", "exec", text("import os")],
  ["builtins", "compile", text("1"), text("f"), text("eval")],
  ["builtins", "__import__", text("os")],
  ["builtins", "open", text("canary/executed"), text("w")],
  ["builtins", "apply", "NONE"],
  ["builtins", "setattr", "NONE", text("a"), "NONE"],
  ["builtins", "delattr", "NONE", text("a")],
  ["builtins", "globals"],
  ["builtins", "vars"],
  ["builtins", "input"],
  ["builtins", "breakpoint"],
  ["builtins", "exit"],
  ["builtins", "map", "NONE", "NONE"],
  ["builtins", "filter", "NONE", "NONE"],
  ["builtins", "print", text("hello")],
  ["builtins", "memoryview", ["SHORT_BINBYTES", "abc"]],
  ["builtins", "classmethod", "NONE"],
  ["builtins", "super"],
  ["__builtin__", "eval", text("1")],
  ["__builtin__", "execfile", text("canary/file")],
  ["__builtin__", "file", text("canary/file"), text("w")],
  ["__builtin__", "reload", "NONE"],
  ["__builtins__", "eval", text("1")],
  ["__main__", "load_everything"],
  ["sys", "exit"],
  ["sys", "modules"],
  ["pty", "spawn", text("sh")],
  ["runpy", "run_path", text("canary/file")],
  ["runpy", "_run_code", text("1"), "EMPTY_DICT"],
  ["importlib", "import_module", text("os")],
  ["importlib._bootstrap", "_load", "NONE"],
  ["importlib.machinery", "SourceFileLoader", text("a"), text("b")],
  ["pkgutil", "resolve_name", text("os:system")],
  ["operator", "methodcaller", text("system"), text(command)],
  ["_operator", "attrgetter", text("system")],
  ["functools", "reduce", "NONE", "NONE"],
  ["_functools", "reduce", "NONE", "NONE"],
  ["functools", "partialmethod", "NONE"],
  ["itertools", "starmap", "NONE", "NONE"],
  ["timeit", "timeit", text("1")],
  ["code", "InteractiveInterpreter"],
  ["codeop", "compile_command", text("1")],
  ["ctypes", "CDLL", text("libc.so.6")],
  ["_ctypes", "dlopen", text("libc.so.6")],
  ["webbrowser", "open", text("http://127.0.0.1:9/")],
  ["socket", "create_connection", ...tuple(text("127.0.0.1"), ["BININT1", 9])],
  ["urllib.request", "urlopen", text("http://127.0.0.1:9/")],
  ["pickle", "loads", ["SHORT_BINBYTES", "cos\nsystem\n(S'true'\ntR."]],
  ["_pickle", "loads", ["SHORT_BINBYTES", "cos\nsystem\n(S'true'\ntR."]],
  ["cPickle", "loads", ["SHORT_BINBYTES", "."]],
  ["marshal", "loads", ["SHORT_BINBYTES", "N"]],
  ["shelve", "open", text("canary/shelf")],
  ["dill", "loads", ["SHORT_BINBYTES", "."]],
  ["dill._dill", "_create_function", "NONE"],
  ["dill._dill", "_import_module", text("os.system")],
  ["cloudpickle.cloudpickle", "_make_function", "NONE"],
  ["joblib", "load", text("canary/file")],
  ["joblib.numpy_pickle", "load", text("canary/file")],
  ["torch", "load", text("canary/file")],
  ["torch.serialization", "load", text("canary/file")],
  ["torch.hub", "load", text("a"), text("b")],
  ["numpy", "load", text("canary/file")],
  ["numpy", "fromfile", text("canary/file")],
  ["numpy.testing._private.utils", "runstring", text("1"), "EMPTY_DICT"],
  ["numpy.f2py.crackfortran", "myeval", text("1")],
  ["numpy.distutils.exec_command", "exec_command", text(command)],
  ["numpy.lib.utils", "safe_eval", text("1")],
  ["scipy.io", "loadmat", text("canary/file")],
  ["pandas", "read_pickle", text("canary/file")],
  ["pandas", "eval", text("1")],
  ["pandas.core.computation.eval", "eval", text("1")],
  ["pandas.io.pickle", "read_pickle", text("canary/file")],
  ["sklearn", "os"],
  ["sklearn.utils", "_joblib"],
  ["sklearn.utils._testing", "assert_run_python_script_without_output", text("1")],
  ["sklearn.externals.joblib", "load", text("canary/file")],
  ["sklearn.base", "inspect"],
  ["xgboost.core", "_load_lib"],
  ["asyncio.unix_events", "_UnixSubprocessTransport"],
  ["asyncio", "create_subprocess_shell", text(command)],
  ["multiprocessing.util", "spawnv_passfds", text("sh")],
  ["types", "CodeType"],
  ["types", "FunctionType"],
  ["types", "ModuleType", text("m")],
  ["copyreg", "add_extension", text("os"), text("system"), ["BININT1", 1]],
  ["copyreg", "pickle", "NONE", "NONE"],
  ["inspect", "currentframe"],
  ["linecache", "getline", text("canary/file"), ["BININT1", 1]],
  ["logging.config", "dictConfig", "EMPTY_DICT"],
  ["pip", "main", ...list(text("install"))],
  ["pydoc", "pipepager", text("a"), text(command)],
  ["bdb", "Bdb"],
  ["cProfile", "runctx", text("1"), "EMPTY_DICT", "EMPTY_DICT"],
  ["distutils.spawn", "spawn", ...list(text("sh"))],
  ["idlelib.run", "Executive"],
  ["lib2to3.pgen2.grammar", "Grammar"],
  ["ensurepip._uninstall", "_main"],
  ["uuid", "_get_command_stdout", text("sh")],
  ["collections", "namedtuple", text("a"), text("b")],
  ["collections", "abc"],
  ["collections", "_sys"],
];

/** Names by which a single part of a known path could slip through. */
const dotted: readonly (readonly [module: string, name: string])[] = [
  ["sklearn", "os.system"],
  ["sklearn", "linear_model._base.LinearRegression"],
  ["sklearn.linear_model", "_base.LinearRegression"],
  ["sklearn.linear_model._base", "LinearRegression.fit"],
  ["sklearn.linear_model._base", "LinearRegression.__init__.__globals__"],
  ["collections", "OrderedDict.__init__"],
  ["collections", "OrderedDict.fromkeys"],
  ["builtins", "str.format"],
  ["builtins", "object.__reduce_ex__"],
  ["builtins", "dict.__class__.__subclasses__"],
  ["numpy", "core.multiarray._reconstruct"],
  ["numpy", "ndarray.tofile"],
  ["numpy.core", "multiarray.scalar"],
  ["copyreg", "_reconstructor.__globals__"],
  ["functools", "partial.__call__"],
  [".sklearn.linear_model._base", "LinearRegression"],
  ["sklearn.linear_model._base.", "LinearRegression"],
  ["sklearn..linear_model._base", "LinearRegression"],
];

/** Every way in which a pickle calls a class or function, or makes an object of it. */
const shapes: readonly (readonly [
  shape: string,
  build: (module: string, name: string, args: readonly Instruction[]) => Uint8Array,
])[] = [
  [
    "GLOBAL and REDUCE",
    (module, name, args) =>
      assemble(["PROTO", 2], ["GLOBAL", module, name], "MARK", ...args, "TUPLE", "REDUCE", "STOP"),
  ],
  [
    "STACK_GLOBAL and REDUCE",
    (module, name, args) => pickle(...call(module, name, ...args), "STOP"),
  ],
  [
    "GLOBAL and REDUCE without a header",
    (module, name, args) =>
      assemble(["GLOBAL", module, name], "MARK", ...args, "TUPLE", "REDUCE", "STOP"),
  ],
  ["INST", (module, name, args) => assemble("MARK", ...args, ["INST", module, name], "STOP")],
  ["OBJ", (module, name, args) => pickle("MARK", ["GLOBAL", module, name], ...args, "OBJ", "STOP")],
  [
    "OBJ and POP",
    (module, name, args) =>
      pickle("MARK", ["GLOBAL", module, name], ...args, "OBJ", "POP", "NONE", "STOP"),
  ],
  [
    "NEWOBJ",
    (module, name, args) => pickle(...named(module, name), ...tuple(...args), "NEWOBJ", "STOP"),
  ],
  [
    "NEWOBJ_EX",
    (module, name, args) =>
      pickle(...named(module, name), ...tuple(...args), "EMPTY_DICT", "NEWOBJ_EX", "STOP"),
  ],
  [
    "NEWOBJ_EX with keywords",
    (module, name, args) =>
      pickle(
        ...named(module, name),
        ...tuple(...args),
        ...dict(["shell", "NEWTRUE"]),
        "NEWOBJ_EX",
        "STOP",
      ),
  ],
  [
    "BUILD of an instance",
    (module, name) =>
      pickle(
        ...instance(module, name),
        ...dict(["__setstate__", "NONE"], ["a", "NONE"]),
        "BUILD",
        "STOP",
      ),
  ],
  [
    "BUILD of the name itself",
    (module, name) =>
      pickle(...named(module, name), ...dict(["__dict__", "EMPTY_DICT"]), "BUILD", "STOP"),
  ],
  [
    "BUILD with slots",
    (module, name) =>
      pickle(
        ...named(module, name),
        ...tuple("NONE", ...dict(["__code__", "NONE"])),
        "BUILD",
        "STOP",
      ),
  ],
  [
    "APPEND to an instance",
    (module, name, args) => pickle(...instance(module, name), "MARK", ...args, "APPENDS", "STOP"),
  ],
  [
    "APPEND to the name itself",
    (module, name) => pickle(...named(module, name), text(command), "APPEND", "STOP"),
  ],
  [
    "SETITEMS of an instance",
    (module, name) =>
      pickle(...instance(module, name), "MARK", text("a"), text(command), "SETITEMS", "STOP"),
  ],
  [
    "ADDITEMS to an instance",
    (module, name, args) => pickle(...instance(module, name), "MARK", ...args, "ADDITEMS", "STOP"),
  ],
  [
    "REDUCE of a result",
    (module, name, args) => pickle(...call(module, name), ...tuple(...args), "REDUCE", "STOP"),
  ],
  [
    "a name in a thrown-away value",
    (module, name) => pickle(...named(module, name), "POP", "NONE", "STOP"),
  ],
  [
    "a name below POP_MARK",
    (module, name, args) =>
      pickle("MARK", ...call(module, name, ...args), "POP_MARK", "NONE", "STOP"),
  ],
  [
    "a name in the memo only",
    (module, name) => pickle(...named(module, name), ["BINPUT", 7], "POP", "EMPTY_LIST", "STOP"),
  ],
  [
    "a name as an unused key",
    (module, name) => pickle("EMPTY_DICT", ...named(module, name), "NONE", "SETITEM", "STOP"),
  ],
  ["a name left on the stack", (module, name) => pickle(...named(module, name), "NONE", "STOP")],
  [
    "a call before the stream breaks",
    (module, name, args) => pickle(...call(module, name, ...args), ["PROTO", 77], "STOP"),
  ],
  ["a call before the file ends", (module, name, args) => pickle(...call(module, name, ...args))],
  [
    "a call inside of a frame",
    (module, name, args) => {
      const framed = assemble(...call(module, name, ...args), "STOP");
      return pickle(["FRAME", framed.length], framed);
    },
  ],
];

const broken = new Set(["a call before the stream breaks"]);
const cut = new Set(["a call before the file ends"]);
const itself = new Set([
  "BUILD of the name itself",
  "BUILD with slots",
  "APPEND to the name itself",
]);

function keptEnding(shape: string): HostileCase["kept"] {
  if (cut.has(shape)) return "PICKLE_TRUNCATED";
  return broken.has(shape) || itself.has(shape) ? "PICKLE_MALFORMED" : "value";
}

/** Every shape with the first of the targets; every target in the two commonest shapes. */
export const codeExecution: readonly HostileCase[] = [
  ...shapes.flatMap(([shape, build]) =>
    targets.slice(0, 6).map(
      ([module, name, ...args]): HostileCase => ({
        name: `${module}.${name} by ${shape}`,
        bytes: () => build(module, name, args),
        ending: "PICKLE_UNKNOWN_GLOBAL",
        kept: keptEnding(shape) ?? "value",
        global: `${module}.${name}`,
      }),
    ),
  ),
  ...targets.slice(6).flatMap(([module, name, ...args]) =>
    shapes.slice(0, 2).map(
      ([shape, build]): HostileCase => ({
        name: `${module}.${name} by ${shape}`,
        bytes: () => build(module, name, args),
        ending: "PICKLE_UNKNOWN_GLOBAL",
        global: `${module}.${name}`,
      }),
    ),
  ),
  ...dotted.map(
    ([module, name]): HostileCase => ({
      name: `the dotted name ${module} + ${name}`,
      bytes: () => pickle(...call(module, name, text(command)), "STOP"),
      ending: "PICKLE_UNKNOWN_GLOBAL",
      global: `${module}.${name}`,
    }),
  ),
];

/** References to what lies outside of the file. */
export const outside: readonly HostileCase[] = (
  [
    ["PERSID", ["PERSID", "os.system"]],
    ["EXT1", ["EXT1", 1]],
    ["EXT1 of zero", ["EXT1", 0]],
    ["EXT2", ["EXT2", 513]],
    ["EXT4", ["EXT4", 70_000]],
    ["EXT4, negative", ["EXT4", -1]],
    ["NEXT_BUFFER", "NEXT_BUFFER"],
  ] as const
).map(
  ([name, instruction]): HostileCase => ({
    name,
    bytes: () => pickle(instruction, "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  }),
);
