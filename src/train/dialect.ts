// Which scikit-learn a trained model is written for. Attributes and parameters come and go with versions: a file
// is written as the named version itself would write it.

import { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";

/** The versions of scikit-learn that trained models can be written for. */
export const dialects = ["1.2", "1.4", "1.9"] as const;
export type Dialect = (typeof dialects)[number];

/** The newest one; what answers come from while a model is in memory. */
export const newestDialect: Dialect = "1.9";

const exactVersions: Readonly<Record<Dialect, string>> = {
  "1.2": "1.2.1",
  "1.4": "1.4.2",
  "1.9": "1.9.0",
};

/** `_sklearn_version` of a dialect: the version that was proved to load such files. */
export function sklearnVersion(dialect: Dialect): string {
  return exactVersions[dialect];
}

/**
 * The dialect for a version of scikit-learn: the newest that is not newer.
 *
 * @param version  `1.4`, `1.5.2`
 * @throws TRAIN_DIALECT for a text that is no version, and for versions before 1.2
 */
export function dialectFor(version: string): Dialect {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})(\.|$)/.exec(version) ?? [];
  const number = Number(major) * 1000 + Number(minor);
  const fitting = dialects.filter((dialect) => {
    const [own = 0, ownMinor = 0] = dialect.split(".").map(Number);
    return own * 1000 + ownMinor <= number;
  });
  const newest = fitting.at(-1);
  if (newest === undefined) {
    throw new PicklejarError("TRAIN_DIALECT", {
      version: show(version),
      dialects: dialects.join(", "),
    });
  }
  return newest;
}

/** Whether a dialect is of a version or of a later one. */
export function since(dialect: Dialect, version: Dialect): boolean {
  return dialects.indexOf(dialect) >= dialects.indexOf(version);
}
