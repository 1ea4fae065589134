// What a model asks and what it answers, in terms of fields: the page's form, the API's schema and the
// validation of every request come from here.

import type { Cell } from "../estimators/samples.ts";

/** What one field of an input holds. */
export type FieldKind = "number" | "integer" | "category" | "boolean" | "text";

/** One input of a model. */
export interface Field {
  /** As the model knows it, and as requests name it. */
  readonly name: string;
  /** As people read it: `mean_radius` → "Mean radius". */
  readonly label: string;
  /** Unit of the value where the name tells it: `sepal length (cm)` → "cm". */
  readonly unit?: string;
  readonly kind: FieldKind;
  /** Whether a missing value (null, "", NaN) is taken. */
  readonly nullable: boolean;
  /** Whether the model never looks at it: any value is taken, and none; nobody is asked for it. */
  readonly unused?: boolean;
  /** Usual range: outside of it the model was not trained; never a reason to refuse. */
  readonly usual?: { readonly low: number; readonly high: number };
  /** A readable increment for a slider or stepper; values in between are as welcome. */
  readonly step?: number;
  /** For categories and booleans: the values known from training, in training order, none of them missing. */
  readonly choices?: readonly Cell[];
  /** Whether a value outside of `choices` is taken (and then answered with a warning). */
  readonly open?: boolean;
  /** A sensible value to start from. */
  readonly example: Cell;

  // What a project's config says; see signature/field-config.ts.

  /** A sentence beside the control. */
  readonly help?: string;
  /** Bounds, both inclusive; other numbers are refused. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Whether only whole numbers are taken. */
  readonly whole?: boolean;
  /** What stands for a value that is left out. */
  readonly default?: Cell;
  /** What people read for each of `choices`; requests may send it instead. */
  readonly choiceLabels?: readonly string[];
}

/** A field without what people call it. */
export type AskedField = Omit<Field, "label" | "unit">;

/**
 * What one value of an answer is: a quantity, a label, a row of numbers (of a transformer), the index of a
 * cluster, or the verdict of an anomaly detector (1 = usual, −1 = unusual).
 */
export type OutputKind = "number" | "class" | "vector" | "cluster" | "anomaly";

export interface OutputField {
  /** `prediction`; `prediction_1`, `prediction_2`, … where a model answers several values. */
  readonly name: string;
  readonly kind: OutputKind;
  /** For vectors: how many numbers, where the model knows before it is asked. */
  readonly width?: number;
  /** For vectors: what each of the numbers is called, where the model tells and they are not too many. */
  readonly names?: readonly string[];
  /** For classes: the labels in the order of `classes_`. */
  readonly classes?: readonly Cell[];
  /** The same labels as Python's `str` writes them (`True`, `5.0`), which keep kinds apart that JavaScript joins. */
  readonly classNames?: readonly string[];

  // What a project's config says; see signature/field-config.ts. None of it changes the answer.

  readonly label?: string;
  readonly unit?: string;
  /** How many decimals people read. */
  readonly decimals?: number;
  /** The answer as a sentence, with placeholders; see `renderAnswerText`. */
  readonly text?: string;
  /** What people read for a value, by the value as Python's `str` writes it. */
  readonly labels?: readonly { readonly value: string; readonly label: string }[];
}

/** A record to start from. */
export interface Example {
  /** null where the config tells none. */
  readonly title: string | null;
  /** One for each input, in their order. */
  readonly values: readonly Cell[];
}

export interface Signature {
  readonly inputs: readonly Field[];
  /** Whether the fields' names come from the model (else `x1`, `x2`, … by position). */
  readonly named: boolean;
  readonly outputs: readonly OutputField[];
  /** Whether answers carry class probabilities. */
  readonly probabilities: boolean;
  /** What a pipeline's last step takes, by the names that the steps before give it, where they are not too many. */
  readonly prepared?: readonly string[];
  /** Where a row is a tensor, as pictures are: the sizes of its axes; `inputs` are its values in C order. */
  readonly tensor?: readonly number[];
  /** Records that the project's config gives. */
  readonly examples?: readonly Example[];
}
