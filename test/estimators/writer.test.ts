import { describe, expect, it } from "vitest";
import { writerOf } from "../../src/estimators/writer.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";

function record(attributes: Readonly<Record<string, PyValue>>): PyObject {
  const object = new PyObject(new PyGlobal("some.module", "Class", 0), [], 0);
  object.state = new Map(Object.entries(attributes));
  return object;
}

describe("writerOf", () => {
  it("is the version that an object states itself", () => {
    const inner = record({ _sklearn_version: "0.22" });
    expect(writerOf(record({ inner, _sklearn_version: "1.4.2" }))).toBe("1.4.2");
  });

  it("is the version of the first part that states one", () => {
    const scaler = record({ _sklearn_version: "1.2.1" });
    const steps = [new PyTuple(["sampler", record({})]), new PyTuple(["scaler", scaler])];
    expect(writerOf(record({ steps }))).toBe("1.2.1");
    expect(writerOf(record({ parts: new Map<PyValue, PyValue>([["a", [scaler]]]) }))).toBe("1.2.1");
  });

  it("is unknown where nothing states one", () => {
    expect(writerOf(record({ steps: [1, "text", null] }))).toBeNull();
    expect(writerOf(record({ _sklearn_version: 5 }))).toBeNull();
  });

  it("ends in a circle, and does not look at everything", () => {
    const circle = record({});
    circle.state = new Map<PyValue, PyValue>([["self", circle]]);
    expect(writerOf(circle)).toBeNull();
    const many = Array.from({ length: 20_000 }, () => record({}));
    expect(writerOf(record({ many, last: record({ _sklearn_version: "1.0" }) }))).toBe("1.0");
    expect(writerOf(record({ many: [...many, record({ _sklearn_version: "1.0" })] }))).toBeNull();
  });
});
