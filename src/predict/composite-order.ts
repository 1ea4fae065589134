// In which order transformers stand before a predictor: the one order in which all widths and kinds fit.

import type { Estimator, InputHint } from "../estimators/estimator.ts";
import { show } from "../text.ts";
import { Doubt } from "./composite-doubt.ts";

interface Holder {
  readonly estimator: Estimator;
}

/** More transformers than this have too many orders to be sure of one. */
const maxTransformers = 3;

/** The transformers in the only order that fits; a doubt when there is none, or more than one. */
export function onlyChain<T extends Holder>(
  transformers: readonly T[],
  predictor: T,
): readonly T[] | Doubt {
  if (transformers.length > maxTransformers) {
    return new Doubt(`${transformers.length} transformers have too many orders`);
  }
  const fitting = orders(transformers).filter((order) => {
    const chain = [...order, predictor];
    return chain.every(({ estimator }, i) => {
      const before = chain[i - 1]?.estimator;
      return before === undefined || fits(before, estimator);
    });
  });
  const [only, ...others] = fitting;
  if (only === undefined) return new Doubt("there is no order in which their widths fit");
  if (others.length > 0) return new Doubt("there is more than one order in which they fit");
  const last = only.at(-1)?.estimator;
  if (last === undefined || !contradicts(last, predictor.estimator)) return only;
  return new Doubt("the model was not trained on what the scaler gives");
}

/** The same for an order that is told: a doubt where one step cannot take what the one before it gives. */
export function checkChain<T extends Holder & { readonly name: string }>(
  transformers: readonly T[],
  predictor: T,
): readonly T[] | Doubt {
  const chain = [...transformers, predictor];
  for (const [i, { name, estimator }] of transformers.entries()) {
    const next = chain[i + 1] ?? predictor;
    const { transform, transformWidth: given } = estimator;
    const { width, kind } = next.estimator.inputs;
    if (transform === undefined || estimator.inputs.kind === "labels") {
      return new Doubt(`${show(name, 40)} (${estimator.className}) cannot transform samples`);
    }
    if (kind === "texts" || kind === "labels") {
      return new Doubt(`${show(next.name, 40)} takes ${kind}, which no step gives`);
    }
    if (given !== undefined && width !== null && given !== width) {
      const [gives, takes] = [columns(given), columns(width)];
      return new Doubt(
        `${show(name, 40)} gives ${gives}, but ${show(next.name, 40)} takes ${takes}`,
      );
    }
  }
  return transformers;
}

function columns(count: number): string {
  return `${count} column${count === 1 ? "" : "s"}`;
}

function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => {
    const rest = items.filter((_, j) => j !== i);
    return orders(rest).map((order) => [item, ...order]);
  });
}

/** Whether one estimator can take what another one gives. */
function fits({ transform, transformWidth }: Estimator, { inputs }: Estimator): boolean {
  const takesRows = inputs.kind === "numbers" || inputs.kind === "table";
  return (
    transform !== undefined &&
    transformWidth !== undefined &&
    transformWidth === inputs.width &&
    takesRows &&
    inputs.openRecords !== true
  );
}

/**
 * Whether a predictor was plainly not trained on what a scaler gives: for most features, all that it knows of
 * them (thresholds of trees, neighbours) lies far outside of the scaled range.
 */
function contradicts(scaler: Estimator, predictor: Estimator): boolean {
  const raw = scaler.hints();
  const known = predictor.hints();
  if (!scaler.className.endsWith("Scaler") || raw === null || known === null) return false;
  const scaled = scaledRanges(scaler, raw);
  let compared = 0;
  let outside = 0;
  for (const [j, { low, high }] of known.entries()) {
    const [from, to] = scaled[j] ?? [];
    if (low === undefined || high === undefined || from === undefined || to === undefined) continue;
    const margin = to - from;
    compared++;
    if (low > to + margin || high < from - margin) outside++;
  }
  return compared > 0 && outside * 2 > compared;
}

/** What a scaler makes of the usual range of each feature. */
function scaledRanges(
  scaler: Estimator,
  hints: readonly InputHint[],
): readonly (readonly [number, number] | undefined)[] {
  const columns = hints.length;
  const data = new Float64Array(2 * columns);
  for (const [j, { low = 0, high = 0 }] of hints.entries()) {
    data[j] = low;
    data[columns + j] = high;
  }
  const answer = scaler.transform?.({ kind: "dense", data, rows: 2, columns });
  if (answer?.kind !== "array") return [];
  return hints.map(({ low, high }, j) => {
    const [from, to] = [Number(answer.data[j]), Number(answer.data[columns + j])];
    return low === undefined || high === undefined || !(from < to) ? undefined : [from, to];
  });
}
