// From a table to a model: what the columns are, which family fits, how well it does on rows that it has not seen, and the
// chosen one learned from all rows.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { nearestName, show } from "../../text.ts";
import { Answers } from "../model-selection/answers.ts";
import { takeRows } from "../model-selection/rows.ts";
import { permutation, randomNumbers } from "../random.ts";
import type { Trainable } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { type Column, type ColumnKind, readColumn } from "./column-kind.ts";
import { baseline, type Family, families, modelOf } from "./families.ts";
import { familyNames } from "./family-names.ts";
import { chooseFeatures, type FeatureChoice } from "./features.ts";
import { type HeldOut, heldOutParts, scoreHeldOut } from "./held-out.ts";
import { type Importance, permutationImportances } from "./importance.ts";
import { type Metrics, metricsFor } from "./metrics.ts";
import { featureSamples } from "./preparation.ts";
import { type ReferenceData, referenceData } from "./reference-data.ts";
import type { RawTable } from "./table-builder.ts";
import { readTarget, type TargetColumn, type Task } from "./target-column.ts";
import { type Choice, choose, type Trial, tryFamilies } from "./trials.ts";

export interface TrainRequest {
  /** The column to predict. */
  readonly target: string;
  /** The name of a family, or "auto". */
  readonly model: string;
  /** null = decide by the target. */
  readonly task: Task | null;
  /** A scorer by scikit-learn's name; null = decide by the task. */
  readonly metric: string | null;
  readonly seed: number;
  /** Seconds for trying families. */
  readonly budget: number;
  /** Columns to leave out. */
  readonly drop: readonly string[];
  /** What columns are, where the user says so. */
  readonly kinds: ReadonlyMap<string, ColumnKind>;
  /** Told before each piece of work, for people who wait. */
  readonly onStep?: (step: string) => void;
}

export interface TrainedTable {
  /** Fitted on all rows that have a target. */
  readonly model: Trainable;
  readonly target: TargetColumn;
  /** All columns of the file but the target. */
  readonly columns: readonly Column[];
  readonly choice: FeatureChoice;
  readonly metrics: Metrics;
  readonly trials: readonly Trial[];
  readonly chosen: Choice;
  /** Scores on rows that were held out from everything; null where there are too few rows. */
  readonly heldOut: HeldOut | null;
  readonly importances: readonly Importance[];
  readonly reference: ReferenceData;
}

const mostAnswered = 10_000;

/**
 * Learns a column of a table.
 *
 * @throws USAGE for columns and families that there are not, TRAIN_TABLE where there is nothing to learn from
 */
export function trainTable(table: RawTable, request: TrainRequest): TrainedTable {
  const { seed, onStep = () => {} } = request;
  checkNames(table, request);
  const raw = table.columns.find(({ name }) => name === request.target);
  if (raw === undefined) throw new TypeError("checkNames knows the target");
  const target = readTarget(raw, request.task);
  const tried = familiesFor(target.task, request.model);
  const metrics = metricsFor(target, request.metric);
  onStep("looking at the columns");
  const columns = table.columns
    .filter(({ name }) => name !== request.target && !request.drop.includes(name))
    .map((column) => readColumn(column, request.kinds.get(column.name) ?? null));
  const choice = chooseFeatures(columns, target);
  const { features } = choice;
  if (features.length === 0) throw nothingToLearnFrom(table, choice);
  const { rows } = target;
  const data: TrainingData = {
    ...featureSamples(features, rows),
    rows: rows.length,
    target: target.y,
    weights: null,
  };
  const parts = heldOutParts(data, target.task, seed);
  const learned = parts === null ? data : takeRows(data, parts.train);
  const { budget } = request;
  const plan = { data: learned, features, task: target.task, metrics, seed, budget, onStep };
  const trials = tryFamilies(tried, plan);
  const chosen = choose(trials, metrics.deciding, table.name);
  const { family } = chosen.trial;
  const fit = (part: TrainingData, own = family): Trainable => {
    return modelOf(own, { features, rows: part.rows, seed }).fitSamples(part);
  };
  if (parts !== null) onStep("scoring the rows held out");
  const scored = parts === null ? null : scoreHeldOut({ fit, data, parts, metrics, tried });
  onStep(`${family.name}: learning from all rows`);
  const model = fit(data);
  const judged = scored?.data ?? data;
  onStep("which columns count");
  const { fitted } = scored?.model ?? model;
  const importances = permutationImportances(fitted, judged, metrics.deciding, seed);
  return {
    model,
    target,
    columns,
    choice,
    metrics,
    trials,
    chosen,
    heldOut: scored?.heldOut ?? null,
    importances,
    reference: referenceData(features, target, someAnswers(model, data, seed)),
  };
}

function someAnswers(model: Trainable, data: TrainingData, seed: number): ArrayLike<Cell> {
  const some =
    data.rows > mostAnswered
      ? takeRows(data, permutation(data.rows, randomNumbers(seed)).slice(0, mostAnswered))
      : data;
  return new Answers(model.fitted, some.samples).predicted;
}

function familiesFor(task: Task, asked: string): readonly Family[] {
  const fitting = families.filter((family) => family.task === task);
  if (asked === "auto") return fitting;
  const chosen = fitting.filter(({ name }) => name === asked || name === baseline);
  if (chosen.length > 1 && asked !== baseline) return chosen;
  const names = fitting.map(({ name }) => name).filter((name) => name !== baseline);
  const isOther = familyNames.some((name) => name === asked);
  const near = nearestName(asked, ["auto", ...names]);
  const advice = `Choose from auto, ${names.join(", ")}.`;
  throw new PicklejarError("USAGE", {
    reason: isOther
      ? `${asked} is no model for a ${task}, which this target asks for.`
      : `There is no model ${show(asked)}.`,
    advice: near === null || isOther ? advice : `Did you mean ${near}? ${advice}`,
  });
}

/** @throws USAGE for a name that no column has */
function checkNames({ name: file, columns, rows }: RawTable, request: TrainRequest): void {
  const names = columns.map(({ name }) => name);
  const asked: (readonly [string, string])[] = [
    ["--target", request.target],
    ...request.drop.map((name) => ["--drop", name] as const),
    ...[...request.kinds.keys()].map((name) => ["--as", name] as const),
  ];
  if (rows === 0) {
    const advice = "Give a line of names, and a line per example.";
    throw new PicklejarError("TRAIN_TABLE", { file, reason: "it has no rows", advice });
  }
  for (const [option, name] of asked) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    const listed = names.slice(0, 20).map((own) => show(own, 40));
    const all = `The columns are ${listed.join(", ")}${names.length > 20 ? ", …" : ""}.`;
    throw new PicklejarError("USAGE", {
      reason: `${option}: ${show(file)} has no column ${show(name)}.`,
      advice: near === null ? all : `Did you mean ${show(near)}? ${all}`,
    });
  }
  const refuse = (reason: string, advice: string): never => {
    throw new PicklejarError("USAGE", { reason, advice });
  };
  if (request.drop.includes(request.target)) {
    refuse("The target cannot be dropped as well.", "Leave out --drop, or choose another target.");
  }
  if (request.kinds.has(request.target)) {
    refuse(
      "--as says what a column to learn from is, not the target.",
      "Say --task classification or --task regression.",
    );
  }
}

function nothingToLearnFrom({ name }: RawTable, { leftOut }: FeatureChoice): PicklejarError {
  const reasons = leftOut.slice(0, 5).map((column) => `${column.name}: ${column.reason}`);
  const isAlone = reasons.length === 0;
  return new PicklejarError("TRAIN_TABLE", {
    file: name,
    reason: `there is no column to learn from (${isAlone ? "there is only the target" : reasons.join("; ")})`,
    advice: isAlone
      ? "Give a table with more columns, or drop fewer."
      : "Say what a column is with --as COLUMN=category, number or text.",
  });
}
