// Parameters of parts by their path: `model__C` is the `C` of the step `model`, as scikit-learn's `set_params` has it.

import { PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";
import type { ParameterChanges, Trainable } from "./trainable.ts";

export type { ParameterChanges } from "./trainable.ts";

/** What changes in an estimator that has parts. */
export interface PartChanges {
  /** Its own parameters. */
  readonly own: ParameterChanges;
  /** Parts that others take the place of: `{ model: new Ridge() }`. */
  readonly parts: ReadonlyMap<string, unknown>;
  /** Changes inside of its parts. */
  readonly inner: ReadonlyMap<string, ParameterChanges>;
}

/**
 * Changes sorted by whose they are.
 *
 * @param names      the parts
 * @param ownNames   the parameters of the estimator itself
 * @throws TRAIN_PARAMETER for a path whose first word is neither
 */
export function sortChanges(
  className: string,
  changes: ParameterChanges,
  names: readonly string[],
  ownNames: readonly string[],
): PartChanges {
  const own: Record<string, unknown> = {};
  const parts = new Map<string, unknown>();
  const inner = new Map<string, Record<string, unknown>>();
  for (const [path, value] of Object.entries(changes)) {
    const end = path.indexOf("__");
    const head = end < 0 ? path : path.slice(0, end);
    if (end < 0 && ownNames.includes(head)) {
      own[head] = value;
      continue;
    }
    if (!names.includes(head)) throw noSuchPart(className, head, [...names, ...ownNames]);
    if (end < 0) parts.set(head, value);
    else inner.set(head, { ...inner.get(head), [path.slice(end + 2)]: value });
  }
  return { own, parts, inner };
}

/** A part after the changes: another one, or a clone of it with other parameters. */
export function changedPart<Part extends Trainable | "drop" | "passthrough">(
  className: string,
  name: string,
  part: Part,
  { parts, inner }: PartChanges,
): Part {
  const given = parts.has(name) ? (parts.get(name) as Part) : part;
  const changes = inner.get(name);
  if (typeof given === "object" && typeof given?.clone === "function") {
    return given.clone(changes) as Part;
  }
  const isWord = given === "drop" || given === "passthrough";
  if (isWord && changes === undefined) return given;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: show(name),
    reason: isWord ? "it has no parameters" : "it is no estimator",
    advice: "Give an estimator, or the parameters of one.",
  });
}

function noSuchPart(className: string, name: string, known: readonly string[]): PicklejarError {
  const near = nearestName(name, known);
  return new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: show(name),
    reason: "there is no such part or parameter",
    advice: near === null ? `There are ${known.join(", ")}.` : `Did you mean ${near}?`,
  });
}
