// The families of models that are tried, the simplest first: of two that are as good, the one that stands before the other
// is chosen. Another family is another line here, and its name in family-names.ts.

import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
} from "../boosting/hist-gradient-boosting.ts";
import { Pipeline } from "../compose/pipeline.ts";
import { DummyClassifier, DummyRegressor } from "../dummy/dummy.ts";
import { RandomForestClassifier, RandomForestRegressor } from "../ensemble/random-forest.ts";
import { LinearRegression } from "../linear-model/linear-regression.ts";
import { LogisticRegression } from "../linear-model/logistic-regression.ts";
import { Ridge } from "../linear-model/ridge.ts";
import type { Trainable } from "../trainable.ts";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.ts";
import { DecisionTreeRegressor } from "../tree/decision-tree-regressor.ts";
import type { Column } from "./column-kind.ts";
import type { FamilyName } from "./family-names.ts";
import { preparation } from "./preparation.ts";
import type { Task } from "./target-column.ts";

/** What a model is made for. */
export interface Situation {
  readonly features: readonly Column[];
  /** Rows that it will learn from. */
  readonly rows: number;
  readonly seed: number;
}

export interface Family {
  /** As `--model` calls it. */
  readonly name: FamilyName | typeof baseline;
  readonly task: Task;
  /** Whether numbers are scaled before. */
  readonly scaled: boolean;
  /** Whether it learns from sparse columns as they are; else very many columns are too much for it. */
  readonly sparse: boolean;
  readonly make: (situation: Situation) => Trainable;
}

/** What any other family must beat. */
export const baseline = "baseline";

type Make = Family["make"];

/** A model that learns columns of the same size, sparse ones too. */
function weighing(name: Family["name"], task: Task, make: Make): Family {
  return { name, task, scaled: true, sparse: true, make };
}

/** One that cuts columns in two, whatever their size. */
function cutting(name: Family["name"], task: Task, make: Make): Family {
  return { name, task, scaled: false, sparse: false, make };
}

export const families: readonly Family[] = [
  weighing(baseline, "regression", () => new DummyRegressor()),
  weighing("linear", "regression", linearModel),
  cutting("tree", "regression", (s) => new DecisionTreeRegressor(treeSize(s))),
  cutting("forest", "regression", (s) => new RandomForestRegressor(forestSize(s))),
  cutting("boosting", "regression", (s) => new HistGradientBoostingRegressor(seedOf(s))),
  weighing(baseline, "classification", () => new DummyClassifier()),
  weighing("logistic", "classification", () => new LogisticRegression({ maxIter: 1000 })),
  cutting("tree", "classification", (s) => new DecisionTreeClassifier(treeSize(s))),
  cutting("forest", "classification", (s) => new RandomForestClassifier(forestSize(s))),
  cutting("boosting", "classification", (s) => new HistGradientBoostingClassifier(seedOf(s))),
];

function seedOf({ seed }: Situation): { randomState: number } {
  return { randomState: seed };
}

/** A family's model behind the preparation of its columns. */
export function modelOf(family: Family, situation: Situation): Trainable {
  const { features, rows } = situation;
  const { scaled, sparse } = family;
  const model = family.make(situation);
  const before = preparation(features, { scaled, sparse, rows });
  return before === null
    ? model
    : new Pipeline([
        ["prepare", before],
        ["model", model],
      ]);
}

// Beyond this, the singular values of all cells take longer than anybody waits.
const mostSolvedCells = 2_000_000;

/** Least squares where every number counts; a little penalty where columns may depend on each other. */
function linearModel({ features, rows }: Situation): Trainable {
  const isPlain = features.every(({ kind }) => kind === "number");
  const isSmall = rows * features.length <= mostSolvedCells && rows > 2 * features.length;
  return isPlain && isSmall ? new LinearRegression() : new Ridge();
}

/** A tree that people can read. */
function treeSize({ rows, seed }: Situation): {
  maxDepth: number;
  minSamplesLeaf: number;
  randomState: number;
} {
  return {
    maxDepth: 5,
    minSamplesLeaf: Math.max(1, Math.min(20, Math.floor(rows / 50))),
    randomState: seed,
  };
}

const forestRows = 20_000;

/**
 * A hundred trees. Of many rows each tree learns from a share, and leaves hold several: the file of a million rows is
 * then no larger than that of twenty thousand, and as good.
 */
function forestSize({ rows, seed }: Situation): {
  nEstimators: number;
  minSamplesLeaf: number;
  randomState: number;
  maxSamples?: number;
} {
  const isLarge = rows > forestRows;
  const minSamplesLeaf = Math.max(1, Math.ceil(Math.min(rows, forestRows) / 2000));
  const size = { nEstimators: 100, minSamplesLeaf, randomState: seed };
  return isLarge ? { ...size, maxSamples: forestRows } : size;
}
