// Names of a pickle that the project itself answers for: its own functions and classes, written anew in TypeScript.
// They come from the project's code alone: a file leads to one only by a name that the project declared.

/** A value of a row as the project's code gets it; null = missing. */
export type OwnCell = string | number | bigint | boolean | null;

/** Rows as the project's code gets them: lists of values by position, or texts where the model asks for texts. */
export type OwnRows = readonly (readonly OwnCell[])[] | readonly string[];

/**
 * A transformer or a model of the project's own. `transform` gives a row for each row, all of one width, or one value
 * each; `predict` one number or label each; `predictProba` the probabilities of `classes_` each.
 */
export interface OwnEstimator {
  /** @param columns  the columns' names, where the samples have some */
  transform?(rows: never, columns: readonly string[] | null): unknown;
  predict?(rows: never, columns: readonly string[] | null): unknown;
  predictProba?(rows: never, columns: readonly string[] | null): unknown;
}

/**
 * A class of the project, made from the attributes that the file holds of an instance: numbers, texts, lists (of lists
 * for arrays), a Map for each dict, and estimators with their methods in camelCase.
 */
export type OwnClass = new (state: never) => OwnEstimator;

/**
 * A function of the project: a tokenizer or analyzer (text → words), a preprocessor (text → text), or that of a
 * FunctionTransformer (rows, columns, its `kw_args` → rows).
 */
export type OwnFunction = (value: never, ...more: never[]) => unknown;

/** `"inert"`: the name stays a record that prediction never uses; else what it means. */
export type OwnName = "inert" | OwnFunction | OwnClass;

/** By the names as the file writes them: `__main__.clean`. */
export type OwnNames = Readonly<Record<string, OwnName>>;
