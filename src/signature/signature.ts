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
  readonly kind: FieldKind;
  /** Whether a missing value (null, "", NaN) is taken. */
  readonly nullable: boolean;
  /** Usual range: outside of it the model was not trained; never a reason to refuse. */
  readonly usual?: { readonly low: number; readonly high: number };
  /** Increment of a form control; null = any. */
  readonly step?: number;
  /** For categories: the values known from training, in training order. */
  readonly choices?: readonly Cell[];
  /** Whether a value outside of `choices` is taken. */
  readonly open?: boolean;
  /** A sensible value to start from. */
  readonly example: Cell;
}

export interface OutputField {
  readonly name: string;
  readonly kind: "number" | "class" | "vector";
  /** For classes: the labels in the order of `classes_`. */
  readonly classes?: readonly Cell[];
}

export interface Signature {
  readonly inputs: readonly Field[];
  /** Whether the fields' names come from the model (else `x1`, `x2`, … by position). */
  readonly named: boolean;
  readonly outputs: readonly OutputField[];
  /** Whether answers carry class probabilities. */
  readonly probabilities: boolean;
}
