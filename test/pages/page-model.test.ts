import { describe, expect, it } from "vitest";
import { formLink, pageModel } from "../../src/pages/page-model.ts";
import {
  mixedModel,
  orderModel,
  salaryModel,
  textModel,
  wideModel,
} from "../server/fake-models.ts";

describe("pageModel", () => {
  it.each([
    ["house-prices.pkl", "House prices"],
    ["iris_forest.joblib.gz", "Iris forest"],
    ["churn_model.pkl", "Churn model"],
    ["model.pkl", "Linear regression"],
    ["best_model_v2.sav", "Linear regression"],
    ["final-classifier.pickle", "Linear regression"],
    [".pkl", ".pkl"],
    ["\u202ecod.pkl", "\\u202ecod"],
  ])("calls the page of %s %s", (name, title) => {
    expect(pageModel(salaryModel(name)).title.toLowerCase()).toBe(title.toLowerCase());
  });

  it("takes the heading that it is told", () => {
    expect(pageModel(salaryModel(), "Pay").title).toBe("Pay");
  });

  it("says what goes in and what comes out, nothing twice", () => {
    expect(pageModel(salaryModel()).about).toBe(
      "LinearRegression · 3 inputs → a number · scikit-learn 1.4.2",
    );
    expect(pageModel(salaryModel("model.pkl")).about).toBe(
      "3 inputs → a number · scikit-learn 1.4.2",
    );
    expect(pageModel(textModel()).about).toContain("1 input → 2 classes");
    expect(pageModel(wideModel(5000)).about).toContain("5,000 inputs");
  });

  it("asks for fields one by one up to 120, then for a row", () => {
    expect(pageModel(wideModel(120)).shape).toBe("fields");
    expect(pageModel(wideModel(121)).shape).toBe("paste");
  });

  it("asks for no column that the model never looks at", () => {
    const page = pageModel(orderModel());
    expect(page.fields.map(({ field }) => field.name)).toEqual(["weight"]);
    expect(page.about).toContain("1 input →");
    expect(page.examples[0]?.href).toBe("./?weight=4");
  });

  it("links to an example where the address is not too long", () => {
    const { examples } = pageModel(salaryModel());
    const href = "./?experience=5&test_score=8&interview_score=8";
    expect(examples).toEqual([{ title: null, href }]);
    expect(pageModel(wideModel(120)).examples[0]?.href).toContain("pixel_119=");
    expect(pageModel(wideModel(5000)).examples).toEqual([]);
  });

  it("links to each example that the project tells, by its title", () => {
    const model = salaryModel();
    const linksOf = (titles: readonly (string | null)[]) => {
      const examples = titles.map((title, i) => ({ title, values: [i, 8, 7] }));
      return pageModel({ ...model, signature: { ...model.signature, examples } }).examples;
    };
    expect(linksOf(["A beginner", "An old hand"])).toEqual([
      { title: "A beginner", href: "./?experience=0&test_score=8&interview_score=7" },
      { title: "An old hand", href: "./?experience=1&test_score=8&interview_score=7" },
    ]);
    expect(linksOf([null, null]).map(({ title }) => title)).toEqual(["example 1", "example 2"]);
    expect(linksOf([null])[0]?.title).toBeNull();
  });
});

describe("formLink", () => {
  it("escapes names and values", () => {
    const link = formLink(pageModel(mixedModel()).fields, () => "a&b=ü \n") ?? "";
    const pairs = [...new URLSearchParams(link.slice(3))];
    expect(pairs.map(([, value]) => value)).toEqual(Array(8).fill("a&b=ü \n"));
    expect(pairs[6]?.[0]).toBe('"><script>alert(1)</script>');
  });
});
