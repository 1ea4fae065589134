import { describe, expect, it } from "vitest";
import { distinctLabels, readableLabel } from "../../src/signature/labels.ts";

describe("distinctLabels", () => {
  it("keeps the whole names of columns that would be called the same", () => {
    const names = ["Jitter(%)", "Jitter(dB)", "Shimmer(dB)", "a_b", "a b", "c"];
    expect(distinctLabels(names)).toEqual([
      { label: "Jitter(%)" },
      { label: "Jitter(dB)" },
      { label: "Shimmer", unit: "dB" },
      { label: "a_b" },
      { label: "a b" },
      { label: "C" },
    ]);
  });
});

describe("readableLabel", () => {
  const cases: readonly [name: string, label: string, unit?: string][] = [
    ["experience", "Experience"],
    ["test_score", "Test score"],
    ["meanRadius", "Mean radius"],
    ["TotalCharges", "Total charges"],
    ["sepal.length", "Sepal length"],
    ["BMI", "BMI"],
    ["HbA1c_level", "HbA1c level"],
    ["Gender_Male", "Gender Male"],
    ["airline_AirAsia", "Airline AirAsia"],
    ["sepal length (cm)", "Sepal length", "cm"],
    ["speed [km/h]", "Speed", "km/h"],
    ["Annual Income (k$)", "Annual Income", "k$"],
    ["Temp (°C)", "Temp", "°C"],
    ["PetalLengthCm", "Petal length", "cm"],
    ["weight_kg", "Weight", "kg"],
    ["SSD_capacity_gb", "SSD capacity", "GB"],
    ["Experience_yrs", "Experience", "yrs"],
    ["pH", "pH"],
    ["eGFR_value", "eGFR value"],
    ["Jitter(Abs)", "Jitter(Abs)"],
    ["km_driven", "Km driven"],
    ["kg", "Kg"],
    ["Spending Score (1-100)", "Spending Score (1-100)"],
    ["smoker (yes/no)", "Smoker (yes/no)"],
    ["sex (1 = male)", "Sex (1 = male)"],
    ["num__age", "Age"],
    ["cat__city_Delhi", "City Delhi"],
    ["年龄", "年龄"],
    ["élanVital", "Élan vital"],
    ["", "Unnamed"],
    ["   ", "Unnamed"],
    ["___", "___"],
  ];
  it.each(cases)("makes %j %j", (name, label, unit) => {
    expect(readableLabel(name)).toEqual(unit === undefined ? { label } : { label, unit });
  });

  it("shows nothing that disguises text, and cuts what is long", () => {
    expect(readableLabel("a\u202eb").label).toBe("A\\u202eb");
    expect(readableLabel("x".repeat(100_000)).label.length).toBeLessThan(130);
  });

  it("is quick for names made to be slow", () => {
    const started = performance.now();
    for (const name of [
      "(".repeat(50_000),
      "_".repeat(50_000),
      " ".repeat(50_000),
      "aA".repeat(50_000),
    ]) {
      readableLabel(name);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
