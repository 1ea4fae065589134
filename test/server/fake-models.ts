// Models made by hand for the server's and the pages' tests: real signatures and real judging of inputs,
// answers by a formula that fits on one line.

import type { InputSpec } from "../../src/estimators/estimator.ts";
import { type Samples, sampleCount } from "../../src/estimators/samples.ts";
import type { Model, Prediction, Scoring } from "../../src/predict/prediction.ts";
import { createRowParser } from "../../src/signature/parse.ts";
import type { Field, OutputField, Signature } from "../../src/signature/signature.ts";

interface FakeModelOptions {
  readonly name: string;
  readonly summary: string;
  readonly kind?: InputSpec["kind"];
  readonly inputs: readonly Field[];
  readonly outputs?: readonly OutputField[];
  readonly named?: boolean;
  readonly answer: (row: readonly unknown[]) => Prediction;
}

export function fakeModel(options: FakeModelOptions): Model {
  const { name, summary, kind = "numbers", inputs, named = true, answer } = options;
  const outputs = options.outputs ?? [{ name: "prediction", kind: "number" }];
  const signature: Signature = {
    inputs,
    outputs,
    named,
    probabilities: outputs[0]?.kind === "class",
  };
  const parser = createRowParser(signature, kind);
  const scoring: Scoring = {
    parser,
    predict: (samples, warnings) =>
      rowsOf(samples, sampleCount(samples)).map((row, i) => {
        const own = warnings.get(i);
        return { ...answer(row), ...(own && { warnings: own }) };
      }),
  };
  const predictSync: Model["predictSync"] = (rows, predictOptions) => {
    const { samples, warnings } = parser.parse(rows, predictOptions);
    return scoring.predict(samples, warnings, { probabilities: true });
  };
  return {
    name,
    sha256: "3f9a".repeat(16),
    bytes: 1234,
    signature,
    summary,
    writtenBy: "1.4.2",
    scoring,
    predictSync,
    predict: async (rows, predictOptions) => predictSync(rows, predictOptions),
  };
}

function rowsOf(samples: Samples, n: number): unknown[][] {
  return Array.from({ length: n }, (_, row) => {
    if (samples.kind === "dense") {
      return [...samples.data.subarray(row * samples.columns, (row + 1) * samples.columns)];
    }
    if (samples.kind === "table") return samples.columns.map((column) => column.values[row]);
    if (samples.kind === "sparse") return [];
    return [samples.values[row]];
  });
}

function number(name: string, label: string, low: number, high: number, example: number): Field {
  return { name, label, kind: "number", nullable: false, usual: { low, high }, example };
}

/** A table with a column that the model never looks at. */
export function orderModel(): Model {
  const ignored = { kind: "text", nullable: true, unused: true, example: "" } as const;
  return fakeModel({
    name: "orders.pkl",
    summary: "ColumnTransformer",
    kind: "table",
    inputs: [
      { name: "order_id", label: "Order id", ...ignored },
      number("weight", "Weight", 0, 30, 4),
    ],
    answer: ([, weight]) => ({ prediction: 2 * Number(weight) }),
  });
}

/** The tutorial's model: its own coefficients, so 2, 9, 6 gives 53,290.89. */
export function salaryModel(name = "salary.pkl"): Model {
  return fakeModel({
    name,
    summary: "LinearRegression",
    inputs: [
      number("experience", "Experience", 0, 11, 5),
      number("test_score", "Test score", 6, 10, 8),
      number("interview_score", "Interview score", 6, 10, 8),
    ],
    answer: ([experience, test, interview]) => ({
      prediction:
        17237.330313727172 +
        2827.6341737 * Number(experience) +
        1912.93803201 * Number(test) +
        2196.97534974 * Number(interview),
    }),
  });
}

/** A classifier of twelve classes with probabilities. */
export function flowerModel(): Model {
  const species = ["setosa", "versicolor", "virginica", "pallida", "missouriensis", "sibirica"];
  const classes = [...species, ...species.map((name) => `${name} alba`)];
  return fakeModel({
    name: "iris_forest.joblib",
    summary: "Pipeline: StandardScaler → RandomForestClassifier",
    inputs: ["sepal length", "sepal width", "petal length", "petal width"].map((label, i) => ({
      ...number(
        `${label} (cm)`,
        label.replace(/^./, (c) => c.toUpperCase()),
        1,
        8 - i,
        3,
      ),
      unit: "cm",
    })),
    outputs: [{ name: "prediction", kind: "class", classes, classNames: classes }],
    answer: ([length]) => {
      const weights = classes.map((_, i) => 1 / (1 + Math.abs(i - Number(length))) ** 3);
      const sum = weights.reduce((a, b) => a + b);
      const probabilities = classes.map((label, i) => ({
        label,
        probability: (weights[i] ?? 0) / sum,
      }));
      const top = probabilities.reduce((a, b) => (b.probability > a.probability ? b : a));
      return { prediction: top.label, probabilities };
    },
  });
}

/** Every kind of control, and names that try to break out of a page. */
export function mixedModel(): Model {
  const districts = ["Centre", "North", "South", "East", "West", "Harbour", "Old town"];
  const inputs: Field[] = [
    number("area_m2", "Area", 40, 260, 120),
    { name: "rooms", label: "Rooms", kind: "integer", nullable: true, example: 4 },
    {
      name: "district",
      label: "District",
      kind: "category",
      nullable: false,
      choices: districts,
      example: "Centre",
    },
    {
      name: "heating",
      label: "Heating",
      kind: "category",
      nullable: true,
      choices: ["gas", "wood", "none"],
      example: "gas",
    },
    { name: "garage", label: "Garage", kind: "boolean", nullable: false, example: true },
    {
      name: "street",
      label: "Street",
      kind: "category",
      nullable: false,
      open: true,
      choices: Array.from({ length: 400 }, (_, i) => `Street ${i + 1}`),
      example: "Street 7",
    },
    {
      name: '"><script>alert(1)</script>',
      label: "Remarks <b>bold</b>",
      kind: "text",
      nullable: false,
      example: "sunny & quiet",
    },
    number("__proto__", "Proto", 0, 1, 0.5),
  ];
  return fakeModel({
    name: "house-prices.pkl",
    summary: "Pipeline: ColumnTransformer → GradientBoostingRegressor",
    kind: "table",
    inputs,
    answer: ([area]) => ({ prediction: Number(area) * 2043.25 }),
  });
}

/** Numbers only, as many as asked. */
export function wideModel(width: number): Model {
  return fakeModel({
    name: "digits.pkl",
    summary: "LogisticRegression",
    inputs: Array.from({ length: width }, (_, i) =>
      number(`pixel_${i}`, `Pixel ${i}`, 0, 16, i % 9),
    ),
    outputs: [{ name: "prediction", kind: "class", classes: [0, 1], classNames: ["0", "1"] }],
    answer: (row) => {
      const share = row.reduce<number>((sum, value) => sum + Number(value), 0) / (16 * width);
      const probabilities = [1 - share, share].map((probability, label) => ({
        label,
        probability,
      }));
      return { prediction: share > 0.5 ? 1 : 0, probabilities };
    },
  });
}

/** One text in, a class out. */
export function textModel(): Model {
  const classes = ["ham", "spam"];
  return fakeModel({
    name: "spam.joblib",
    summary: "Pipeline: TfidfVectorizer → MultinomialNB",
    kind: "texts",
    named: false,
    inputs: [
      { name: "text", label: "Text", kind: "text", nullable: false, example: "Win a prize now" },
    ],
    outputs: [{ name: "prediction", kind: "class", classes, classNames: classes }],
    answer: ([text]) => {
      const spam = /prize|win/i.test(String(text)) ? 0.93 : 0.08;
      return {
        prediction: spam > 0.5 ? "spam" : "ham",
        probabilities: [
          { label: "ham", probability: 1 - spam },
          { label: "spam", probability: spam },
        ],
      };
    },
  });
}

/** Three values per row. */
export function severalModel(): Model {
  return fakeModel({
    name: "energy.pkl",
    summary: "RandomForestRegressor",
    inputs: [number("hour", "Hour", 0, 23, 12), number("temperature", "Temperature", -10, 35, 15)],
    outputs: ["heating", "cooling", "light"].map((name) => ({ name, kind: "number" as const })),
    answer: ([hour, temperature]) => ({
      prediction: [Number(hour) * 12.5, Number(temperature) / 3, 1234567.891],
    }),
  });
}

/** A scaler served alone. */
export function scalerModel(): Model {
  return fakeModel({
    name: "scaler.pkl",
    summary: "StandardScaler",
    inputs: [number("age", "Age", 18, 80, 40), number("income", "Income", 1e4, 1e5, 4e4)],
    outputs: [{ name: "prediction", kind: "vector" }],
    answer: ([age, income]) => ({
      prediction: [(Number(age) - 40) / 12.5, (Number(income) - 40000) / 15000],
    }),
  });
}
