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
    expect(page.exampleLink).toBe("./?weight=4");
  });

  it("links to an example where the address is not too long", () => {
    const { exampleLink } = pageModel(salaryModel());
    expect(exampleLink).toBe("./?experience=5&test_score=8&interview_score=8");
    expect(pageModel(wideModel(120)).exampleLink).toContain("pixel_119=");
    expect(pageModel(wideModel(5000)).exampleLink).toBeUndefined();
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
