import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { type BoundInput, bindFormFields } from "../../src/templates/form-binding.ts";
import { readForms } from "../../src/templates/form-fields.ts";

function form(html: string) {
  const [first] = readForms(`<form>${html}</form>`);
  return first ?? { fields: [] };
}

function inputs(...names: readonly string[]): BoundInput[] {
  return names.map((name) => ({ name, label: name.replaceAll("_", " "), nullable: false }));
}

function bind(html: string, model: readonly BoundInput[]) {
  const { by, names } = bindFormFields(form(html), model, "index.html");
  return { by, names: [...names] };
}

describe("bindFormFields", () => {
  it("binds by equal names whatever their order", () => {
    const bound = bind(`<input name="b"><input name="a">`, inputs("a", "b"));
    expect(bound.by).toBe("name");
    expect(new Map(bound.names)).toEqual(
      new Map([
        ["a", "a"],
        ["b", "b"],
      ]),
    );
  });

  it("binds names that differ in case and signs", () => {
    const bound = bind(
      `<input name="Test Score"><input name="experience">`,
      inputs("experience", "test_score"),
    );
    expect(new Map(bound.names)).toEqual(
      new Map([
        ["Test Score", "test_score"],
        ["experience", "experience"],
      ]),
    );
  });

  it("binds by what stands beside a control", () => {
    const bound = bind(
      `<label for="x">Sepal Length</label><input id="x" name="a"><input name="b" placeholder="Sepal width">`,
      inputs("sepal_width", "sepal_length"),
    );
    expect(new Map(bound.names)).toEqual(
      new Map([
        ["a", "sepal_length"],
        ["b", "sepal_width"],
      ]),
    );
  });

  it("binds by order where no name is the model's and there are as many", () => {
    const bound = bind(
      `<input name="p"><input name="q"><input type="hidden" name="csrf_token">`,
      inputs("x1", "x2"),
    );
    expect(bound).toEqual({
      by: "order",
      names: [
        ["p", "x1"],
        ["q", "x2"],
      ],
    });
  });

  it("binds the last two that are left to each other", () => {
    const bound = bind(`<input name="a"><input name="q">`, inputs("a", "b"));
    expect(bound.names).toEqual([
      ["a", "a"],
      ["q", "b"],
    ]);
  });

  it("lets fields be absent that a request may leave out", () => {
    const optional = { name: "b", label: "b", nullable: false, default: 3 };
    expect(bind(`<input name="a">`, [...inputs("a"), optional]).names).toEqual([["a", "a"]]);
  });

  it("does not guess where a name fits two fields", () => {
    expect(() => bind(`<input name="A"><input name="b">`, inputs("a", "a_", "c"))).toThrow(
      PicklejarError,
    );
  });

  it("says both lists and the config to write where they do not fit", () => {
    const error = errorOf(() =>
      bind(`<input name="exp"><input name="scor"><input name="x">`, inputs("experience", "score")),
    );
    expect(error.code).toBe("FORM_MISMATCH");
    expect(error.details["formFields"]).toEqual(["exp", "scor", "x"]);
    expect(error.details["modelFields"]).toEqual(["experience", "score"]);
    expect(error.details["config"]).toBe(
      'fields: {\n  "experience": { name: "…" },\n  "score": { name: "scor" },\n}',
    );
  });

  it("refuses a page without a field", () => {
    expect(errorOf(() => bind("", inputs("a"))).details["formFields"]).toEqual([]);
  });
});

function errorOf(run: () => unknown): PicklejarError {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
