// Losses as scikit-learn's objects keep them: `_loss`.

import { PyObject, type PyValue } from "../../objects/values.ts";
import { type Dialect, since } from "../dialect.ts";
import { pyFloat, pyGlobal, pyObject } from "../python.ts";

/** A loss by its name in scikit-learn's constructor. */
export type LossName =
  | "squared_error"
  | "absolute_error"
  | "quantile"
  | "poisson"
  | "binomial"
  | "multinomial";

interface LossClass {
  readonly name: string;
  readonly compiled: string;
  readonly link: string;
  /** Bounds of y and of the answers, and whether they belong to it. */
  readonly target: Bounds;
  readonly answer: Bounds;
  /** Whether every hessian is taken for 1. */
  readonly isApproximate: boolean;
  readonly isConstant: boolean;
}

type Bounds = readonly [low: PyValue, high: PyValue, lowInclusive: boolean, highInclusive: boolean];

const infinity = pyFloat(Number.POSITIVE_INFINITY);
const all: Bounds = [pyFloat(Number.NEGATIVE_INFINITY), infinity, false, false];
const unit: Bounds = [0, 1, false, false];

/** @see sklearn/_loss/loss.py, sklearn/_loss/link.py */
const lossClasses: Readonly<Record<LossName, LossClass>> = {
  squared_error: number("HalfSquaredError", false),
  absolute_error: number("AbsoluteError", true),
  quantile: number("PinballLoss", true),
  poisson: {
    ...number("HalfPoissonLoss", false),
    link: "LogLink",
    target: [0, infinity, true, false],
    answer: [0, infinity, false, false],
    isConstant: false,
  },
  binomial: {
    ...number("HalfBinomialLoss", false),
    link: "LogitLink",
    target: [0, 1, true, true],
    answer: unit,
    isConstant: false,
  },
  multinomial: {
    ...number("HalfMultinomialLoss", false),
    link: "MultinomialLogit",
    target: [0, infinity, true, false],
    answer: unit,
    isConstant: false,
  },
};

function number(name: string, isApproximate: boolean): LossClass {
  const compiled = `Cy${name}`;
  return {
    name,
    compiled,
    link: "IdentityLink",
    target: all,
    answer: all,
    isApproximate,
    isConstant: true,
  };
}

/** What a loss was made with. */
export interface LossFacts {
  readonly name: LossName;
  /** Classes of a classifier; null for numbers. */
  readonly classes: number | null;
  readonly isWeighted: boolean;
  readonly quantile: number | null;
}

/** `_loss`. */
export function lossObject(facts: LossFacts, dialect: Dialect): PyObject {
  const own = lossClasses[facts.name];
  const isLater = since(dialect, "1.9");
  const later: [string, PyValue][] = isLater
    ? [
        ["xp", null],
        ["device", null],
      ]
    : [];
  const indexing: [string, PyValue][] =
    isLater && facts.name === "multinomial"
      ? [
          ["class_indexing_offsets", null],
          ["y_true_int", null],
          ["y_true_one_hot", null],
        ]
      : [];
  return pyObject("sklearn._loss.loss", own.name, [
    ["closs", compiledLoss(own.compiled, facts.quantile)],
    // A link keeps nothing but its class.
    ["link", new PyObject(pyGlobal("sklearn._loss.link", own.link), [], 0)],
    ...later,
    ["approx_hessian", own.isApproximate],
    ["constant_hessian", own.isConstant && !facts.isWeighted],
    ["n_classes", facts.classes],
    ["interval_y_true", interval(own.target)],
    ["interval_y_pred", interval(own.answer)],
    ...indexing,
  ]);
}

/** A compiled loss is made by a call of its class. */
function compiledLoss(name: string, quantile: number | null): PyObject {
  const args = quantile === null ? [] : [pyFloat(quantile)];
  const loss = new PyObject(pyGlobal("sklearn._loss._loss", name), args, 0);
  loss.made = "call";
  return loss;
}

function interval([low, high, lowInclusive, highInclusive]: Bounds): PyObject {
  return pyObject("sklearn._loss.link", "Interval", [
    ["low", low],
    ["high", high],
    ["low_inclusive", lowInclusive],
    ["high_inclusive", highInclusive],
  ]);
}
