import { describe, expect, it } from "vitest";
import { predictionForm, readForms } from "../../src/templates/form-fields.ts";

const salary = `
<!DOCTYPE html>
<!-- <form><input name="not-this"></form> -->
<form action="/predict" method="post">
  <input type="text" name="experience" placeholder="Experience" required="required" />
  <input type=number name=test_score min=0 max=10 step=".5">
  <label>Interview <input name='interview_score' value="7 &amp; up"></label>
  <button type="submit" class="btn">Predict</button>
  <input type="submit" name="go" value="Go">
</form>`;

describe("readForms", () => {
  it("reads names, kinds and order of the tutorial's form", () => {
    const [form] = readForms(salary);
    expect(form?.action).toBe("/predict");
    expect(form?.method).toBe("POST");
    expect(form?.fields.map(({ name, type }) => [name, type])).toEqual([
      ["experience", "text"],
      ["test_score", "number"],
      ["interview_score", "text"],
    ]);
    expect(form?.fields[0]).toMatchObject({ placeholder: "Experience", required: true, min: null });
    expect(form?.fields[1]).toMatchObject({ min: "0", max: "10", step: ".5", required: false });
    expect(form?.fields[2]).toMatchObject({ label: "Interview", value: "7 & up" });
  });

  it("reads the choices of selects, radio buttons and check boxes", () => {
    const [form] = readForms(`<form>
      <label for="c">City</label><select id="c" name="city"><option value="">Choose<option value="1" selected>Rome<option>Oslo</select>
      <input type="radio" name="sex" value="0"> m <input type="radio" name="sex" value="1" checked> f
      <input type="checkbox" name="smoker"><select name="off" disabled><option>x</select>
      <textarea name="note" rows=3>some &lt;text&gt;</textarea></form>`);
    expect(form?.fields.map(({ name, type, value }) => [name, type, value])).toEqual([
      ["city", "select", "1"],
      ["sex", "radio", "1"],
      ["smoker", "checkbox", ""],
      ["note", "textarea", "some <text>"],
    ]);
    expect(form?.fields[0]?.label).toBe("City");
    expect(form?.fields[0]?.options).toEqual([
      { value: "", label: "Choose" },
      { value: "1", label: "Rome" },
      { value: "Oslo", label: "Oslo" },
    ]);
    expect(form?.fields[1]?.options.map(({ value }) => value)).toEqual(["0", "1"]);
    expect(form?.fields[2]?.options).toEqual([{ value: "on", label: "" }]);
  });

  it("is not led astray by scripts, comments, quotes and tags that never end", () => {
    const forms = readForms(
      `<script>var s = "<form><input name='x'>";</script><style>a > b {}</style><form title="a > b"><input name="a" data-x='1 > 0'><input name="a"><input><input name="b"`,
    );
    expect(forms.map(({ fields }) => fields.map(({ name }) => name))).toEqual([["a", "b"]]);
  });

  it("gives a control outside to the form that it names", () => {
    const [form] = readForms(`<form id="f"></form><input name="late" form="f"><input name="lost">`);
    expect(form?.fields.map(({ name }) => name)).toEqual(["late"]);
  });
});

describe("predictionForm", () => {
  it("is the form that is sent to a path of predictions", () => {
    const forms = readForms(
      `<form action="/search"><input name="q"><input name="r"></form><form action="/predict_price"><input name="x"></form>`,
    );
    expect(predictionForm(forms)?.fields.map(({ name }) => name)).toEqual(["x"]);
  });

  it("is the form with the most fields where no path tells", () => {
    const forms = readForms(
      `<form><input name="q"></form><form><input name="a"><input name="b"></form>`,
    );
    expect(predictionForm(forms)?.fields.length).toBe(2);
    expect(predictionForm(readForms("<p>no form</p>"))).toBeNull();
  });
});
