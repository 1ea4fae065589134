// What the form holds, for all that asks and shows: fields or one box for a row.

import type { FormValues } from "../../asked-form.ts";

/** The form as the rest sees it, whether it has fields or one box. */
export interface AskedInputs {
  values(): FormValues;
  /** What is sent: texts by the control's name. */
  texts(): ReadonlyMap<string, string>;
  fill(texts: ReadonlyMap<string, string>): void;
  /** Whether everything is there that an answer needs. */
  isComplete(): boolean;
  isEmpty(): boolean;
  /** Puts something at random into the form; absent where chance has no say. */
  randomize?(): void;
  /** The control of a field that an issue names. */
  find(name: string | null): { readonly id: string; readonly target: HTMLElement } | null;
}
