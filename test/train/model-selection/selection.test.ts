// Folds, cross-validated scores and searches are scikit-learn's, version by version (test/fixtures/train/selection.py).

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/estimators/samples.ts";
import { encodePickle } from "../../../src/objects/writer/pickle-writer.ts";
import {
  ColumnTransformer,
  crossValidate,
  crossValPredict,
  DecisionTreeRegressor,
  DummyClassifier,
  DummyRegressor,
  GaussianNB,
  gridSearch,
  KFold,
  KNeighborsClassifier,
  LinearRegression,
  LogisticRegression,
  MultinomialNB,
  OneHotEncoder,
  type ParameterGrid,
  Pipeline,
  Ridge,
  SimpleImputer,
  type Splitter,
  StandardScaler,
  StratifiedKFold,
  TfidfVectorizer,
  type Trainable,
} from "../../../src/train/index.ts";
import type { Target, TrainingRows } from "../../../src/train/training-data.ts";
import { trainableClasses } from "../classes.ts";
import { dataOf } from "../learned.ts";

interface Recorded {
  readonly folds: Readonly<Record<string, readonly number[]>>;
  readonly validations: Readonly<Record<string, Validation>>;
  readonly searches: Readonly<Record<string, Search>>;
}

type Scores = Readonly<Record<string, readonly number[]>>;

interface Validation {
  readonly test: Scores;
  readonly train: Scores;
  readonly predicted: readonly Cell[];
}

interface Search {
  readonly best: Readonly<Record<string, unknown>>;
  readonly score: number;
  readonly params: readonly Readonly<Record<string, unknown>>[];
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly rank: readonly number[];
  readonly answers: readonly Cell[];
}

const recorded = new Map(
  ["1.2.1", "1.4.2", "1.9.0"].map((version) => {
    const url = new URL(`../../fixtures/train/selection-${version}.json`, import.meta.url);
    return [version, JSON.parse(readFileSync(url, "utf8")) as Recorded] as const;
  }),
);

interface Data {
  readonly X: TrainingRows;
  readonly y: Target;
  readonly asked: TrainingRows;
}

const exact = { tol: 1e-12, maxIter: 10_000, solver: "newton-cg" } as const;

function data(dataset: string): Data {
  const { all, allY, asked } = dataOf({ name: dataset, class: "", dataset });
  return { X: all, y: allY, asked };
}

function scaled(): Trainable {
  return new Pipeline([
    ["scale", new StandardScaler()],
    ["model", new LogisticRegression(exact)],
  ]);
}

function mixed(): Trainable {
  const numbers = new Pipeline([
    ["fill", new SimpleImputer({ strategy: "median" })],
    ["scale", new StandardScaler()],
  ]);
  const columns = new ColumnTransformer([
    ["numbers", numbers, ["age", "income"]],
    ["categories", new OneHotEncoder({ handleUnknown: "ignore" }), ["city"]],
  ]);
  return new Pipeline([
    ["columns", columns],
    ["model", new LogisticRegression(exact)],
  ]);
}

function terms(): Trainable {
  return new Pipeline([
    ["terms", new TfidfVectorizer()],
    ["model", new MultinomialNB()],
  ]);
}

const models: ReadonlyMap<string, readonly [() => Trainable, string, number | Splitter]> = new Map<
  string,
  readonly [() => Trainable, string, number | Splitter]
>([
  ["neighbors", [() => new KNeighborsClassifier(), "wine", 5]],
  ["bayes", [() => new GaussianNB(), "iris", 4]],
  ["binary", [scaled, "breast_cancer", 5]],
  ["linear", [() => new LinearRegression(), "diabetes", 5]],
  ["ridge", [() => new Ridge({ alpha: 0.3 }), "diabetes", new KFold({ nSplits: 7 })]],
  ["mean", [() => new DummyRegressor(), "diabetes", 5]],
  ["prior", [() => new DummyClassifier(), "wine", new StratifiedKFold({ nSplits: 3 })]],
  ["mixed", [mixed, "people", 5]],
  ["texts", [terms, "reviews", 3]],
]);

const searches: ReadonlyMap<
  string,
  readonly [() => Trainable, string, ParameterGrid | readonly ParameterGrid[], string]
> = new Map<
  string,
  readonly [() => Trainable, string, ParameterGrid | readonly ParameterGrid[], string]
>([
  [
    "steps",
    [
      scaled,
      "wine",
      { model__C: [0.001, 0.1, 1, 10], scale__withStd: [true, false] },
      "neg_log_loss",
    ],
  ],
  [
    "nested",
    [
      mixed,
      "people",
      { columns__numbers__fill__strategy: ["mean", "median"], model__C: [0.05, 5] },
      "accuracy",
    ],
  ],
  [
    "tree",
    [
      () => new DecisionTreeRegressor(),
      "diabetes",
      [{ maxDepth: [1, 2] }, { minSamplesLeaf: [50, 90] }],
      "r2",
    ],
  ],
]);

function expectClose(mine: readonly number[], theirs: readonly number[], what: string): void {
  expect([what, mine.length]).toEqual([what, theirs.length]);
  for (const [i, value] of theirs.entries()) {
    const off = Math.abs((mine[i] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
    expect([what, i, mine[i], off <= 1e-6]).toEqual([what, i, mine[i], true]);
  }
}

describe.each([...recorded])("as scikit-learn %s", (_, { folds, validations, searches: found }) => {
  it("puts the same rows into the same folds", () => {
    for (const [name, foldOf] of Object.entries(folds)) {
      const [dataset = "", last = ""] = name.split(" ");
      const nSplits = Number(name.startsWith("plain") ? 7 : last);
      const splitter =
        dataset === "plain" ? new KFold({ nSplits }) : new StratifiedKFold({ nSplits });
      const y = dataset === "plain" ? [] : (data(dataset).y as ArrayLike<Cell>);
      const mine = new Array<number>(foldOf.length).fill(-1);
      for (const [k, { train, test }] of splitter.split(foldOf.length, y).entries()) {
        for (const row of test) mine[row] = k;
        expect(train.length + test.length).toBe(foldOf.length);
      }
      expect([name, mine]).toEqual([name, foldOf]);
    }
  });

  it.each([...models])("gives the same scores: %s", (name, [make, dataset, cv]) => {
    const theirs = validations[name];
    if (theirs === undefined) throw new Error(`selection.py lacks ${name}`);
    const { X, y } = data(dataset);
    const scoring = Object.keys(theirs.test);
    const mine = crossValidate(make(), X, y, { scoring, cv, returnTrainScore: true });
    for (const scorer of scoring) {
      expectClose(mine.testScores.get(scorer) ?? [], theirs.test[scorer] ?? [], scorer);
      expectClose(mine.trainScores.get(scorer) ?? [], theirs.train[scorer] ?? [], scorer);
    }
    const predicted = crossValPredict(make(), X, y, { cv }).filter((_, i) => i % 17 === 0);
    if (typeof predicted[0] === "number") {
      expectClose(predicted.map(Number), theirs.predicted.map(Number), "predicted");
    } else expect(predicted).toEqual(theirs.predicted);
  });

  it.each([...searches])(
    "finds the same parameters: %s",
    (name, [make, dataset, grid, scoring]) => {
      const theirs = found[name];
      if (theirs === undefined) throw new Error(`selection.py lacks ${name}`);
      const { X, y, asked } = data(dataset);
      const { bestModel, bestParams, bestScore, results } = gridSearch(make(), grid, X, y, {
        scoring,
      });
      expect(Object.values(bestParams)).toEqual(Object.values(theirs.best));
      expectClose([bestScore], [theirs.score], "best score");
      expect(results.map(({ params }) => Object.values(params))).toEqual(
        theirs.params.map((params) => Object.values(params)),
      );
      expectClose(
        results.map(({ meanScore }) => meanScore),
        theirs.mean,
        "mean",
      );
      expectClose(
        results.map(({ stdScore }) => stdScore),
        theirs.std,
        "std",
      );
      expect(results.map(({ rank }) => rank)).toEqual(theirs.rank);
      const answers = (bestModel as LinearRegression).predict(asked);
      if (typeof answers[0] === "string") expect(answers).toEqual(theirs.answers);
      else expectClose(answers.map(Number), theirs.answers.map(Number), "answers");
    },
  );
});

describe("Trainable.clone", () => {
  it.each([...trainableClasses])("has the same parameters: %s", (_, make) => {
    const model = make({});
    const clone = model.clone();
    expect(clone).not.toBe(model);
    expect(encodePickle(clone.toUnfittedPython())).toEqual(encodePickle(model.toUnfittedPython()));
  });

  it("changes parameters of parts by their path", () => {
    const changed = mixed().clone({ model__C: 7, columns__numbers__fill__strategy: "mean" });
    const text = Buffer.from(encodePickle(changed.toUnfittedPython())).toString("latin1");
    const before = Buffer.from(encodePickle(mixed().toUnfittedPython())).toString("latin1");
    expect([text.includes("median"), before.includes("median")]).toEqual([false, true]);
  });
});

describe("KFold, StratifiedKFold", () => {
  const y = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? "a" : "b"));

  it("shuffle by a seed, each row in one test set", () => {
    for (const Splitter of [KFold, StratifiedKFold]) {
      const testOf = (randomState: number): number[][] =>
        new Splitter({ nSplits: 4, shuffle: true, randomState })
          .split(40, y)
          .map(({ test }) => [...test]);
      expect(testOf(3)).toEqual(testOf(3));
      expect(testOf(3)).not.toEqual(testOf(4));
      expect(
        testOf(3)
          .flat()
          .sort((a, b) => a - b),
      ).toEqual([...y.keys()]);
    }
    const folds = new StratifiedKFold({ nSplits: 5, shuffle: true }).split(40, y);
    expect(folds.map(({ test }) => [...test].filter((i) => y[i] === "a").length)).toEqual([
      2, 2, 2, 2, 2,
    ]);
  });

  it("refuse more folds than there are rows", () => {
    const refused = expect.objectContaining({ code: "TRAIN_DATA" });
    expect(() => new KFold({ nSplits: 5 }).split(4)).toThrow(refused);
    expect(() => new StratifiedKFold({ nSplits: 5 }).split(6, [1, 1, 1, 2, 2, 2])).toThrow(refused);
    expect(() => new KFold({ nSplits: 1 })).toThrow(
      expect.objectContaining({ code: "TRAIN_PARAMETER" }),
    );
  });
});

describe("crossValidate, gridSearch", () => {
  const { X, y } = data("wine");
  const refused = expect.objectContaining({ code: "TRAIN_PARAMETER" });

  it("refuse scorers, parameters and parts that there are not", () => {
    const model = scaled();
    expect(() => crossValidate(model, X, y, { scoring: "acuracy" })).toThrow(refused);
    expect(() => crossValidate(model, X, y, { scoring: "roc_auc" })).toThrow(refused);
    for (const grid of [{ model__c: [1] }, { modle__C: [1] }, { model__C: [] }, { C: [1] }]) {
      expect(() => gridSearch(model, grid, X, y)).toThrow(refused);
    }
  });

  it("search among parts as well as parameters, and leave the model as it was", () => {
    const model = scaled();
    const steps = [new GaussianNB(), new LogisticRegression(exact)];
    const { bestModel, results } = gridSearch(model, { model: steps }, X, y);
    expect(results).toHaveLength(2);
    expect(bestModel).not.toBe(model);
    expect(() => model.toPython()).toThrow(expect.objectContaining({ code: "TRAIN_NOT_FITTED" }));
  });
});
