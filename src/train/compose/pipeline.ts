// Pipelines: transformers one after the other, and an estimator at the end.

import { PicklejarError } from "../../errors.ts";
import { samplesOf } from "../../estimators/results.ts";
import { sampleCount } from "../../estimators/samples.ts";
import { PyTuple, type PyValue } from "../../objects/values.ts";
import type { Dialect } from "../dialect.ts";
import { Composite } from "../kinds.ts";
import { changedPart, type ParameterChanges, sortChanges } from "../parameter-paths.ts";
import { defaultParameters, pythonClass } from "../parameters.ts";
import type { Learned, Trainable } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** A step with its name, which is unique in the pipeline. */
export type Step = readonly [name: string, step: Trainable];

const python = pythonClass("pipeline.Pipeline");

/**
 * Steps that learn one after the other: each from what the ones before make of the rows.
 *
 * @example
 * new Pipeline([["scale", new StandardScaler()], ["model", new LogisticRegression()]]).fit(X, y)
 */
export class Pipeline extends Composite {
  readonly steps: readonly Step[];

  /** @throws TRAIN_PARAMETER for no steps, or names that are empty, taken twice or hold "__" */
  constructor(steps: readonly Step[]) {
    super(python, {}, []);
    this.steps = steps;
    checkNames(this.className, steps);
  }

  /** The last step, which answers. */
  get last(): Trainable {
    const [, last] = this.steps.at(-1) ?? [];
    if (last === undefined) throw new TypeError("a pipeline has steps");
    return last;
  }

  override clone(changes: ParameterChanges = {}): this {
    const names = this.steps.map(([name]) => name);
    const sorted = sortChanges(this.className, changes, names, []);
    const steps = this.steps.map(([name, step]): Step => {
      return [name, changedPart(this.className, name, step, sorted)];
    });
    return new Pipeline(steps) as this;
  }

  /** @see sklearn/pipeline.py `Pipeline.fit` */
  protected learn(data: TrainingData): Learned {
    let current: TrainingData = { ...data, weights: null };
    for (const [name, step] of this.steps.slice(0, -1)) {
      step.fitSamples(current);
      const { transform } = step.fitted;
      if (transform === undefined) {
        throw new PicklejarError("TRAIN_PARAMETER", {
          className: this.className,
          parameter: name,
          reason: `a ${step.className} transforms nothing, and is not the last step`,
          advice: "Only the last step may be an estimator without transform.",
        });
      }
      const samples = samplesOf(transform.call(step.fitted, current.samples));
      current = { ...current, samples, names: null, rows: sampleCount(samples) };
    }
    this.last.fitSamples({ ...current, weights: data.weights });
    return () => [];
  }

  protected override keepsInputs(): boolean {
    return false;
  }

  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    const steps = this.steps.map(([name, step]) => {
      return new PyTuple([name, fitted ? step.toPython(dialect) : step.toUnfittedPython(dialect)]);
    });
    return new Map([...defaultParameters(python, dialect), ["steps", steps]]);
  }
}

/** @throws TRAIN_PARAMETER */
export function checkNames(
  className: string,
  steps: readonly (readonly [string, ...unknown[]])[],
): void {
  const names = steps.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  const strange = names.find((name) => name === "" || name.includes("__"));
  if (names.length > 0 && twice === undefined && strange === undefined) return;
  const told =
    twice === undefined
      ? `the name ${JSON.stringify(strange)} is not allowed`
      : `${JSON.stringify(twice)} is there twice`;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: "steps",
    reason: names.length === 0 ? "there are none" : told,
    advice: 'Give a list of [name, estimator], each name once and without "__".',
  });
}
