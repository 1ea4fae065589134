// Names of a pickle that the project itself answers for: its own functions and classes, written anew in TypeScript.
// They come from the project's code alone; nothing in a file leads to one but a name that the project declared.

/** Rows that a class of the project is given: lists of values by position, or texts. */
export type OwnRows =
  | readonly (readonly (string | number | bigint | boolean | null)[])[]
  | readonly string[];

/** A transformer or a model of the project's own. */
export interface OwnEstimator {
  /** One row, of as many values each, or one text for every row. */
  transform?(rows: never): unknown;
  /** One number or label for every row. */
  predict?(rows: never): unknown;
}

/** A class of the project, made from what the file holds about an instance: its attributes as plain values. */
export type OwnClass = new (state: never) => OwnEstimator;

/** A function of the project, such as a tokenizer (text in, words out) or the function of a FunctionTransformer. */
export type OwnFunction = (value: never) => unknown;

/** `"inert"`: the name stays a record that prediction never uses; else what it means. */
export type OwnName = "inert" | OwnFunction | OwnClass;

/** By the names as the file writes them: `__main__.clean`. */
export type OwnNames = Readonly<Record<string, OwnName>>;
