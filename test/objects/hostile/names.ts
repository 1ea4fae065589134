// Names that disguise themselves, and names that JavaScript knows.

import { assemble, littleEndian, raw } from "./assembler.ts";
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

const esc = String.fromCharCode(27);
const megabyte = "a".repeat(2 ** 20);

/** Modules that look like, or nearly are, one of the table. */
const disguised: readonly (readonly [what: string, module: string, name: string])[] = [
  ["a Cyrillic letter", "skl\u0435arn.linear_model._base", "LinearRegression"],
  ["a Greek letter", "sklearn.linear_model._base", "Linear\u03a1egression"],
  ["full-width letters", "\uff53\uff4b\uff4c\uff45\uff41\uff52\uff4e.base", "BaseEstimator"],
  ["a letter in compatibility form", "sklearn.linear_model._base", "\u{1d40b}inearRegression"],
  ["another case", "sklearn.linear_model._base", "linearregression"],
  ["upper case", "SKLEARN.LINEAR_MODEL._BASE", "LinearRegression"],
  ["a space in front", " sklearn.linear_model._base", "LinearRegression"],
  ["a space behind", "sklearn.linear_model._base", "LinearRegression "],
  ["a NUL behind", "sklearn.linear_model._base", "LinearRegression\0"],
  ["a carriage return behind", "sklearn.linear_model._base", "LinearRegression\r"],
  ["a line feed behind", "sklearn.linear_model._base\n", "LinearRegression"],
  ["a zero-width space", "sklearn.linear_model._base", "Linear\u200bRegression"],
  ["a soft hyphen", "sklearn.linear\u00ad_model._base", "LinearRegression"],
  ["a combining accent", "sklearn.linear_model._base", "LinearRegressio\u0144"],
  ["a byte-order mark", "\ufeffsklearn.linear_model._base", "LinearRegression"],
  ["direction marks", "\u202emetsys.so\u202c", "system"],
  ["direction isolates", "os\u2066\u2069", "system"],
  ["ANSI colours", `${esc}[2J${esc}[31mos`, `system${esc}[0m`],
  ["an ANSI title", `${esc}]0;owned\x07os`, "system"],
  ["a C1 control", "\u009b31mos", "system"],
  ["backspaces", "os\b\bsklearn", "system"],
  ["carriage return and line feed", "os\r\nX-Injected: yes\r\n\r\n", "system"],
  ["HTML", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"],
  ["a template", "{{7*7}}$" + "{7*7}#{7*7}", "%s%n{file}{hint}"],
  ["JSON", '","admin":true,"', '\\"}'],
  ["a shell", "$(touch canary/executed)", "`touch canary/executed`"],
  ["SQL", "'; DROP TABLE predictions; --", "x"],
  ["a path", "../../../../etc/passwd", "root"],
  ["a URL", "http://127.0.0.1:9/", "x"],
  ["lone surrogates", "os\ud800", "\udfffsystem"],
  ["digits", "0", "1"],
  ["only dots", "...", "."],
  ["a megabyte of module", megabyte, "system"],
  ["a megabyte of name", "os", megabyte],
];

/** Names that every JavaScript object answers to. */
const inherited = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "then",
  "toJSON",
  "length",
];

const utf8 = new TextEncoder();

function stackGlobal(module: string, name: string): Uint8Array {
  const wtf8 = (value: string): Uint8Array => {
    // TextEncoder replaces lone surrogates; Python writes them as they are.
    if (value.isWellFormed()) return utf8.encode(value);
    return Uint8Array.from(
      [...value].flatMap((character) => {
        const code = character.codePointAt(0) ?? 0;
        const isSurrogate = code >= 0xd800 && code <= 0xdfff;
        return isSurrogate
          ? [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
          : [...utf8.encode(character)];
      }),
    );
  };
  return pickle(
    ["BINUNICODE", wtf8(module)],
    ["BINUNICODE", wtf8(name)],
    "STACK_GLOBAL",
    "EMPTY_TUPLE",
    "REDUCE",
    "STOP",
  );
}

export const names: readonly HostileCase[] = [
  ...disguised.map(
    ([what, module, name]): HostileCase => ({
      name: `a name disguised by ${what}`,
      bytes: () => stackGlobal(module, name),
      ending: "PICKLE_UNKNOWN_GLOBAL",
    }),
  ),
  ...disguised
    .filter(([, module, name]) => !/[\n\ud800-\udfff]/.test(module + name))
    .map(
      ([what, module, name]): HostileCase => ({
        name: `a name disguised by ${what}, in a line`,
        bytes: () =>
          assemble(["PROTO", 2], ["GLOBAL", module, name], "EMPTY_TUPLE", "REDUCE", "STOP"),
        ending: "PICKLE_UNKNOWN_GLOBAL",
      }),
    ),
  ...inherited.map(
    (name): HostileCase => ({
      name: `the module ${name}`,
      bytes: () => pickle(...call(name, name), "STOP"),
      ending: "PICKLE_UNKNOWN_GLOBAL",
      global: `${name}.${name}`,
    }),
  ),
  ...inherited.map(
    (name): HostileCase => ({
      name: `the name ${name} of a known module`,
      bytes: () => pickle(...call("sklearn.linear_model._base", name), "STOP"),
      ending: "PICKLE_UNKNOWN_GLOBAL",
      global: `sklearn.linear_model._base.${name}`,
    }),
  ),
  ...inherited.map(
    (name): HostileCase => ({
      name: `${name} as an attribute and a parameter`,
      bytes: () =>
        pickle(
          ...instance("sklearn.linear_model._base", "LinearRegression"),
          ...dict([name, ...dict([name, ...list(text(name))])], ["n_features_in_", ["BININT1", 1]]),
          "BUILD",
          "STOP",
        ),
      ending: "value",
      loaded: "ESTIMATOR_INVALID",
    }),
  ),
  ...inherited.map(
    (name): HostileCase => ({
      name: `${name} as a key of dicts, sets and records`,
      bytes: () =>
        pickle(
          ...tuple(
            ...dict([name, "EMPTY_DICT"]),
            ...call("collections", "OrderedDict"),
            text(name),
            "EMPTY_DICT",
            "SETITEM",
            "EMPTY_SET",
            "MARK",
            text(name),
            "ADDITEMS",
            ...instance("sklearn.utils", "Bunch"),
            text(name),
            text(name),
            "SETITEM",
          ),
          "STOP",
        ),
      ending: "value",
    }),
  ),
  {
    name: "an unknown name with arguments that hide it",
    bytes: () =>
      pickle(
        ...call("os", "system", text(`${esc}[8m; touch canary/executed${esc}[0m\u202e`)),
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    global: "os.system",
  },
  {
    name: "an unknown name that a thousand known ones hide",
    bytes: () =>
      pickle(
        ...Array.from(
          { length: 1000 },
          () => [...named("collections", "OrderedDict"), "POP"] as const,
        ).flat(),
        ...named("os", "system"),
        "POP",
        "NONE",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    global: "os.system",
  },
  {
    name: "an unknown name behind the end, which Python does not read either",
    bytes: () => pickle("NONE", "STOP", ...call("os", "system"), "STOP"),
    ending: "value",
  },
  {
    name: "a second pickle behind the first",
    bytes: () => pickle("EMPTY_LIST", "STOP", pickle(...call("os", "system"), "STOP")),
    ending: "value",
  },
  {
    name: "an empty module",
    bytes: () => pickle(...named("", "system"), "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
  {
    name: "an empty name",
    bytes: () => pickle(["GLOBAL", "os", ""], "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
  {
    name: "a name that is bytes",
    bytes: () => pickle(text("os"), ["SHORT_BINBYTES", "system"], "STACK_GLOBAL", "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
  {
    name: "a name that is a name",
    bytes: () => pickle(...named("collections", "OrderedDict"), text("x"), "STACK_GLOBAL", "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
  {
    name: "a name that is not UTF-8",
    bytes: () => pickle(raw("cos\xff\nsystem\n"), "STOP"),
    ending: "PICKLE_MALFORMED",
    kept: "PICKLE_MALFORMED",
  },
  {
    name: "a name in Python 2's text, as STACK_GLOBAL takes it",
    bytes: () =>
      pickle(["SHORT_BINSTRING", raw("os")], ["BINSTRING", raw("system")], "STACK_GLOBAL", "STOP"),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    global: "os.system",
  },
  {
    name: "a name from the memo",
    bytes: () =>
      pickle(
        text("system"),
        "MEMOIZE",
        "POP",
        text("os"),
        "MEMOIZE",
        "POP",
        ["BINGET", 1],
        ["BINGET", 0],
        "STACK_GLOBAL",
        "EMPTY_TUPLE",
        "REDUCE",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    global: "os.system",
  },
  {
    name: "a name whose memo entry is overwritten",
    bytes: () =>
      pickle(
        text("collections"),
        ["BINPUT", 0],
        "POP",
        text("os"),
        ["PUT", "00"],
        "POP",
        ["BINGET", 0],
        text("system"),
        "STACK_GLOBAL",
        "STOP",
      ),
    ending: "PICKLE_UNKNOWN_GLOBAL",
    global: "os.system",
  },
  {
    name: "a name that a length cuts short",
    bytes: () =>
      pickle(
        ["BINUNICODE", "os"],
        raw("X"),
        littleEndian(2 ** 31, 4),
        raw("system"),
        "STACK_GLOBAL",
        "STOP",
      ),
    ending: "PICKLE_TRUNCATED",
    kept: "PICKLE_TRUNCATED",
  },
];
