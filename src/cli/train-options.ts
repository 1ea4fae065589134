// The options of `picklejar train`: what the words mean, and the command that makes the same model again.

import { basename, extname } from "node:path";
import { PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";
import { type ColumnKind, chosenKinds } from "../train/tabular/column-kind.ts";
import type { Task } from "../train/tabular/target-column.ts";
import type { TrainRequest } from "../train/tabular/train-table.ts";

export interface TrainOptions {
  readonly target: string;
  readonly model: string;
  readonly output: string;
  readonly task?: string;
  readonly metric?: string;
  readonly drop?: readonly string[];
  readonly as?: readonly string[];
  readonly budget: string;
  readonly seed: string;
  readonly sklearn?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** The files of one model. */
export interface TrainedFiles {
  readonly model: string;
  readonly card: string;
  readonly reference: string;
}

/** What is asked for. @throws USAGE */
export function trainRequest(options: TrainOptions): TrainRequest {
  return {
    target: options.target,
    model: options.model,
    task: parseTask(options.task),
    metric: options.metric ?? null,
    seed: parseSeed(options.seed),
    budget: parseSeconds(options.budget),
    drop: options.drop ?? [],
    kinds: parseKinds(options.as ?? []),
  };
}

/** @throws USAGE for a name that is none of a pickle */
export function filesOf(output: string): TrainedFiles {
  const ending = extname(output);
  if (![".pkl", ".pickle", ".sav", ".joblib"].includes(ending)) {
    const reason = `${show(output)} is no name for a pickle.`;
    throw new PicklejarError("USAGE", { reason, advice: "Name the model .pkl: -o model.pkl." });
  }
  const stem = output.slice(0, -ending.length);
  return { model: output, card: `${stem}.md`, reference: `${stem}.reference.json` };
}

/** The command without what is the default: it makes the same model again. */
export function commandLine({
  data,
  ...options
}: TrainOptions & { readonly data: string | undefined }): string {
  const words = ["picklejar", "train", data === undefined ? "-" : basename(data)];
  words.push("--target", options.target);
  if (options.model !== "auto") words.push("--model", options.model);
  if (options.task !== undefined) words.push("--task", options.task);
  if (options.metric !== undefined) words.push("--metric", options.metric);
  for (const name of options.drop ?? []) words.push("--drop", name);
  for (const kind of options.as ?? []) words.push("--as", kind);
  if (options.seed !== "0") words.push("--seed", options.seed);
  if (options.sklearn !== undefined) words.push("--sklearn", options.sklearn);
  if (options.output !== "model.pkl") words.push("-o", basename(options.output));
  return words.map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w.,=:/@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function parseTask(text: string | undefined): Task | null {
  if (text === undefined) return null;
  if (text === "classification" || text === "regression") return text;
  const near = nearestName(text, ["classification", "regression"]);
  throw new PicklejarError("USAGE", {
    reason: `There is no task ${show(text)}.`,
    advice: near === null ? "Give classification or regression." : `Did you mean ${near}?`,
  });
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed < 2 ** 31) return seed;
  const reason = `${show(text)} is no seed.`;
  throw new PicklejarError("USAGE", { reason, advice: "Give a whole number from 0 on." });
}

/** `60`, `60s`, `5min`, `2 h`. */
function parseSeconds(text: string): number {
  const [, amount = "", unit = "s"] = /^(\d+(?:\.\d+)?)\s?(s|m|min|h)?$/.exec(text.trim()) ?? [];
  const seconds = Number(amount) * ({ s: 1, m: 60, min: 60, h: 3600 }[unit] ?? 1);
  if (amount !== "" && seconds > 0) return seconds;
  const reason = `${show(text)} is no time.`;
  throw new PicklejarError("USAGE", { reason, advice: "Give --budget 60s, 5min or 1h." });
}

function parseKinds(words: readonly string[]): ReadonlyMap<string, ColumnKind> {
  return new Map(
    words.map((word) => {
      const at = word.lastIndexOf("=");
      const [name, kind] = [word.slice(0, at), word.slice(at + 1)];
      const known = chosenKinds.find((own) => own === kind);
      if (at > 0 && known !== undefined) return [name, known];
      const reason = `--as ${show(word)} says not what a column is.`;
      const advice = `Give a column and one of ${chosenKinds.join(", ")}: --as zip=category.`;
      throw new PicklejarError("USAGE", { reason, advice });
    }),
  );
}
