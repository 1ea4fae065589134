// What is needed to write down a question to the model: known to the server and, as JSON, to the browser.

import type { FieldKind } from "../signature/signature.ts";

/** How the inputs are asked: one control each, or one box to paste a whole row into. */
export type FormShape = "fields" | "paste";

/** One input as requests name it. */
export interface AskedField {
  readonly name: string;
  readonly kind: FieldKind;
  /** A sensible value to start from, as text. */
  readonly example: string;
  /** Whether something stands for it where it is left out. */
  readonly hasDefault: boolean;
  /** The choices that JSON writes without quotes, as texts: numbers and truth values. */
  readonly literals: readonly string[];
}

export interface AskedForm {
  readonly shape: FormShape;
  readonly fields: readonly AskedField[];
  /** The model's file, for the command line. */
  readonly name: string;
  /** Takes a pasted row apart, where rows are pasted. */
  readonly split?: (row: string) => readonly string[];
}

/** What stands in the form. */
export interface FormValues {
  /** Texts by the field's name. */
  readonly texts: ReadonlyMap<string, string>;
  /** The pasted row, where rows are pasted. */
  readonly row: string | undefined;
}
