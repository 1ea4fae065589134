// The card of a model that answers: what it is, who wrote it, what it asks, what it is made of.

import { type OutlineNode, outlineOf } from "../objects/outline.ts";
import type { Signature } from "../signature/signature.ts";
import { type Container, containerOf, versionsOf } from "./inspect.ts";
import type { Model } from "./prediction.ts";

/** A model in facts; values of the signature may be bigint (see `jsonReplacer`). */
export interface ModelCard {
  /** File name without folder; of several files that of the one that answers. */
  readonly file: string;
  /** Of several files each one. */
  readonly files?: NonNullable<Model["files"]>;
  /** What the model is for, as its project says. */
  readonly description?: string;
  /** Size of the file, bytes. */
  readonly bytes: number;
  readonly sha256: string;
  readonly summary: string;
  /** null where the model was not made from a file. */
  readonly container: Container | null;
  /** Versions of libraries that wrote it, as far as the file tells: `{"scikit-learn": ["1.9.0"]}`. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
  readonly signature: Signature;
  /** Estimators inside of estimators with their parameters; null where the model was not made from a file. */
  readonly estimator: OutlineNode | null;
  /** What whoever answers for the model should know. */
  readonly warnings: readonly string[];
}

export function modelCard(model: Model): ModelCard {
  const { document, signature, summary, bytes, sha256, name } = model;
  const estimator = document === undefined ? null : outlineOf(document.value);
  const versions =
    document === undefined || estimator === null
      ? ownVersions(model)
      : versionsOf(document, estimator, model.libraries);
  const container = document === undefined ? null : containerOf(document);
  const warnings = warningsOf(model, versions, container);
  const { description, files } = model;
  return {
    file: name,
    ...(files && { files }),
    ...(description !== undefined && { description }),
    bytes,
    sha256,
    summary,
    container,
    versions,
    signature,
    estimator,
    warnings,
  };
}

function ownVersions({ writtenBy }: Model): Record<string, string[]> {
  return writtenBy === null ? {} : { "scikit-learn": [writtenBy] };
}

function warningsOf(
  model: Model,
  versions: ModelCard["versions"],
  container: Container | null,
): string[] {
  const { signature } = model;
  const warnings = [];
  const writers = versions["scikit-learn"] ?? [];
  const isOfLibrary = (model.libraries ?? []).length > 0 || container?.protocol === null;
  if (writers.length === 0 && !isOfLibrary) {
    warnings.push("The file does not say which version of scikit-learn wrote it.");
  }
  if (writers.length > 1) {
    warnings.push(`Parts of it were written by different versions: ${writers.join(", ")}.`);
  }
  if (!signature.named && signature.inputs.length > 1) {
    warnings.push("The model does not know its inputs' names: their order is what counts.");
  }
  if (model.rowsTogether === true) {
    warnings.push(
      "Rows that are asked together are searched for together, as in scikit-learn: alone, or in another file, their numbers differ a little.",
    );
  }
  if (container !== null && container.trailingBytes > 0) {
    warnings.push(`${container.trailingBytes} bytes follow the pickle's end; nobody reads them.`);
  }
  return warnings;
}
