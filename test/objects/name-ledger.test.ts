import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/limits.ts";
import { Budget } from "../../src/objects/budget.ts";
import { consequenceOf, NameLedger } from "../../src/objects/name-ledger.ts";
import { PyGlobal, PyObject } from "../../src/objects/values.ts";
import { errorOf } from "./errors-of.ts";

function ledger(unknown: "refuse" | "keep", declared?: ReadonlySet<string>): NameLedger {
  return new NameLedger(unknown, new Budget(defaultLimits), declared);
}

describe("NameLedger", () => {
  it("has one object for a name, with the byte where it was met first", () => {
    const names = ledger("refuse");
    const first = names.name("os", "system", 5);
    expect(names.name("os", "system", 90)).toBe(first);
    expect(first.offset).toBe(5);
    expect([...names.uses.values()]).toHaveLength(1);
  });

  it("keeps names apart whose module and name are split elsewhere", () => {
    const names = ledger("keep");
    const one = names.name("collections", "OrderedDict", 0);
    const other = names.name("collections.OrderedDict", "fromkeys", 1);
    const dotted = names.name("collections", "OrderedDict.fromkeys", 2);
    expect(new Set([one, other, dotted]).size).toBe(3);
    const kinds = [...names.uses.values()].map(({ trust }) => trust.kind);
    expect(kinds).toEqual(["built", "absent", "absent"]);
  });

  it("cuts names that are longer than any library's", () => {
    const { module, name } = ledger("keep").name("m".repeat(10 ** 6), "n".repeat(257), 0);
    expect([module.length, name.length]).toEqual([257, 257]);
  });

  it("answers a call of an absent name with a record, and refuses at the end", () => {
    const names = ledger("refuse");
    const record = names.call(names.name("os", "system", 5), ["true"], null, 9);
    expect(record).toBeInstanceOf(PyObject);
    names.name("posix", "system", 20);
    const verdict = names.verdict();
    expect(verdict?.code).toBe("PICKLE_UNKNOWN_GLOBAL");
    expect(verdict?.details).toEqual({
      offset: 5,
      global: "os.system",
      consequence: "Python would have called os.system('true').",
      advice: "If you did not expect this name, treat the file as an attack.",
      names: ["os.system", "posix.system"],
    });
  });

  it("refuses calls of what is no name, at once", () => {
    const error = errorOf(() => ledger("refuse").call("os.system", [], null, 7));
    expect(error.code).toBe("PICKLE_FORBIDDEN_CALL");
    expect(error.details).toMatchObject({ offset: 7, global: "a value" });
  });

  it("judges names that our own builders make", () => {
    const made = new PyGlobal("builtins", "int", 3);
    const error = errorOf(() => ledger("refuse").call(made, [], null, 7));
    expect(error.code).toBe("PICKLE_FORBIDDEN_CALL");
  });

  it("lists a thousand refusals and then builds nothing more, where unknown names are kept", () => {
    const names = ledger("keep");
    const callee = names.name("builtins", "int", 0);
    for (let i = 0; i < 5000; i++) names.call(callee, [], null, i);
    expect(names.refusals).toHaveLength(1000);
    expect(names.verdict()).toBeNull();
    const dict = names.call(names.name("collections", "OrderedDict", 1), [], null, 2);
    expect(dict).toBeInstanceOf(PyObject);
  });

  it("keeps declared names as records", () => {
    const names = ledger("refuse", new Set(["__main__.clean"]));
    const record = names.call(names.name("__main__", "clean", 0), [1], null, 4);
    expect(record).toMatchObject({ args: [1] });
    expect(names.verdict()).toBeNull();
  });
});

describe("consequenceOf", () => {
  it("says what Python would have done", () => {
    const names = ledger("keep");
    names.name("__main__", "clean", 0);
    names.name("os", "system", 0);
    names.name("os\u001b[2J", "x\u202e", 0);
    expect([...names.uses.values()].map(consequenceOf)).toEqual([
      "Python would have looked for clean in the script that loads the file.",
      "Python would have imported os and taken system from it.",
      "Python would have imported os\\u001b[2J and taken x\\u202e from it.",
    ]);
  });
});
