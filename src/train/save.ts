// A trained model as a file that scikit-learn loads.

import { writeFile } from "node:fs/promises";
import { encodePickle } from "../objects/writer/pickle-writer.ts";
import { type Dialect, dialectFor, newestDialect } from "./dialect.ts";
import type { Trainable } from "./trainable.ts";

export interface SaveOptions {
  /** The version of scikit-learn that will load the file: `1.4`, `1.5.2`; the newest that is proved unless told. */
  readonly sklearn?: string;
}

/**
 * The pickle of a fitted model, as the named scikit-learn would write it.
 *
 * @throws TRAIN_NOT_FITTED, TRAIN_DIALECT
 */
export function toPickle(model: Trainable, options: SaveOptions = {}): Uint8Array<ArrayBuffer> {
  const dialect: Dialect =
    options.sklearn === undefined ? newestDialect : dialectFor(options.sklearn);
  return encodePickle(model.toPython(dialect));
}

/**
 * Writes a fitted model to a file: for `picklejar serve`, for `loadModel`, and for `pickle.load` or `joblib.load` in
 * Python.
 *
 * @throws TRAIN_NOT_FITTED, TRAIN_DIALECT, and what the file system says
 * @example
 * await save(new LinearRegression().fit(X, y), "model.pkl");
 */
export async function save(
  model: Trainable,
  path: string,
  options: SaveOptions = {},
): Promise<void> {
  await writeFile(path, toPickle(model, options));
}
