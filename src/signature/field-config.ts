// What a project may say about the fields and the answer of its model, over what the model itself knows.

import type { Cell } from "../estimators/samples.ts";
import type { FieldKind } from "./signature.ts";

/** One choice of a field, and what people read for it. */
export interface ChoiceConfig {
  /** As the model takes it. */
  readonly value: Cell;
  /** As the page shows it; requests may send it instead of the value. */
  readonly label?: string;
}

/**
 * The choices of a field: values; values with labels; or labels by value, as `{ "0": "No", "1": "Yes" }`, whose
 * keys are read as numbers where the field takes numbers.
 */
export type ChoicesConfig =
  | readonly Cell[]
  | readonly ChoiceConfig[]
  | Readonly<Record<string, string>>;

/**
 * Columns that `pandas.get_dummies` made of one, by how their names begin: `town_` for `town_Köln`, `town_Ulm`. With
 * `drop_first=True` one category has no column; it is the `base`.
 */
export type DummiesConfig = string | { readonly prefix: string; readonly base?: string };

/** What is said about one input. Whatever is left out stays as the model tells it. */
export interface FieldConfig {
  /** What requests call it, instead of the model's name; for models that know no names instead of `x1`, `x2`, …. */
  readonly name?: string;
  /** What people read: `Years of experience`. */
  readonly label?: string;
  /** The value's unit: `cm`, `€`. */
  readonly unit?: string;
  /** A sentence that stands beside the control. */
  readonly help?: string;
  /**
   * `integer` takes whole numbers only; `boolean` is asked as yes or no, which a model of numbers gets as 1 or 0;
   * `category` needs `choices` where the model knows none.
   */
  readonly kind?: FieldKind;
  /** The smallest and the largest number that is taken, both inclusive; others are refused. */
  readonly min?: number;
  readonly max?: number;
  /** The range that is usual; other numbers are taken, with a remark on the page. */
  readonly usual?: readonly [low: number, high: number];
  /** The increment of a slider or stepper; values in between are as welcome. */
  readonly step?: number;
  /** The only values that are taken. */
  readonly choices?: ChoicesConfig;
  /** The columns of the model that this field stands for, which then is a choice of their categories. */
  readonly dummies?: DummiesConfig;
  /** What stands for a value that is left out: the field becomes optional. */
  readonly default?: Cell;
  /** What the page and the examples of the API begin with. */
  readonly example?: Cell;
}

/** What is said about inputs: by name, or one after the other in the order of training. */
export type FieldsConfig = Readonly<Record<string, FieldConfig>> | readonly FieldConfig[];

/** Records to start from, by the fields' names: a list, or by title. */
export type ExamplesConfig =
  | readonly Readonly<Record<string, unknown>>[]
  | Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What is said about one value that the model answers. It changes how the answer is shown, never the answer. */
export interface AnswerConfig {
  /** What columns of files call it, instead of `prediction`. */
  readonly name?: string;
  /** What people read: `Salary`. */
  readonly label?: string;
  readonly unit?: string;
  /** How many decimals people read, 0 to 20; the API gives all of them. */
  readonly decimals?: number;
  /**
   * The answer as a sentence: `Employee salary should be $ {answer}`. `{answer}` is the value as Python would print
   * it, rounded to `decimals`, or its label; `{answer:,.2f}` follows Python's format specification; `{probability}`
   * is that of the answered class; `{unit}` and `{label}` are those above.
   */
  readonly text?: string;
  /** What people read for a class, by its label as Python writes it: `{ "0": "Not survived", "1": "Survived" }`. */
  readonly labels?: Readonly<Record<string, string>>;
}
