// `picklejar train DATA --target COLUMN`: a model from a table, with its card and what the data looked like.

import { access, constants } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import { isParquetFile, openParquetFile } from "../bytes/parquet/parquet-file.ts";
import { PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";
import { dialectFor, newestDialect, sklearnVersion } from "../train/dialect.ts";
import { toPickle } from "../train/save.ts";
import { type ColumnKind, chosenKinds } from "../train/tabular/column-kind.ts";
import { renderModelCard } from "../train/tabular/model-card.ts";
import { readParquetTable, readTable } from "../train/tabular/read-table.ts";
import type { RawTable } from "../train/tabular/table-builder.ts";
import type { Task } from "../train/tabular/target-column.ts";
import { type TrainedTable, trainTable } from "../train/tabular/train-table.ts";
import { paint, writeJson, writeResult } from "./output.ts";
import { showProgress } from "./progress.ts";
import { openRows, readError } from "./rows-input.ts";
import { openOutput } from "./rows-output.ts";
import { drawable, widthOf } from "./terminal.ts";
import { renderTrained, trainedJson } from "./train-output.ts";
import { packageVersion } from "./version.ts";

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

/** @returns the exit code */
export async function trainCommand(
  data: string | undefined,
  options: TrainOptions,
): Promise<number> {
  const request = {
    target: options.target,
    model: options.model,
    task: parseTask(options.task),
    metric: options.metric ?? null,
    seed: parseSeed(options.seed),
    budget: parseSeconds(options.budget),
    drop: options.drop ?? [],
    kinds: parseKinds(options.as ?? []),
  };
  const sklearn = sklearnVersion(
    options.sklearn === undefined ? newestDialect : dialectFor(options.sklearn),
  );
  const files = filesOf(options.output);
  await checkFolder(files.model);
  if (options.force !== true) await refuseOverwriting(files);
  const table = await readData(data);
  const steps = showSteps(process.stderr);
  let trained: TrainedTable;
  try {
    trained = trainTable(table, { ...request, onStep: steps.show });
    steps.show("writing");
    await writeFiles(files, table, trained, { ...options, data, version: sklearn });
  } finally {
    steps.clear();
  }
  if (options.json === true) writeJson(trainedJson(trained, table, files, sklearn));
  else writeResult(renderTrained(trained, table, files));
  return 0;
}

async function readData(data: string | undefined): Promise<RawTable> {
  const example = "picklejar train rows.csv --target price";
  const rows = await openRows(data, example);
  const progress = showProgress(rows.size, process.stderr);
  try {
    if (data !== undefined && data !== "-" && isParquetFile(data)) {
      const file = openParquetFile(data);
      try {
        return readParquetTable(rows.name, file.reader);
      } finally {
        file.close();
      }
    }
    return await readTable(rows.name, rows.stream, {
      format: rows.format,
      onProgress: progress.update,
    });
  } catch (error) {
    if (error instanceof PicklejarError || !(error instanceof Error && "code" in error))
      throw error;
    throw readError(error, rows.name);
  } finally {
    progress.clear();
    rows.stream.destroy();
  }
}

async function writeFiles(
  files: TrainedFiles,
  table: RawTable,
  trained: TrainedTable,
  options: TrainOptions & { readonly data: string | undefined; readonly version: string },
): Promise<void> {
  const { version: sklearn } = options;
  const card = renderModelCard(trained, {
    table,
    modelFile: basename(files.model),
    referenceFile: basename(files.reference),
    sklearn,
    command: commandLine(options),
    version: packageVersion(),
  });
  const reference = `${JSON.stringify(trained.reference, null, 1)}\n`;
  await write(files.model, toPickle(trained.model, { sklearn }));
  await write(files.card, Buffer.from(card));
  await write(files.reference, Buffer.from(reference));
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const output = await openOutput(path);
  try {
    await output.write(bytes);
    await output.finish();
  } catch (error) {
    output.abandon();
    throw error;
  }
}

/** The command without what is the default: it makes the same model again. */
function commandLine({
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

function filesOf(output: string): TrainedFiles {
  const ending = extname(output);
  if (![".pkl", ".pickle", ".sav", ".joblib"].includes(ending)) {
    const reason = `${show(output)} is no name for a pickle.`;
    throw new PicklejarError("USAGE", { reason, advice: "Name the model .pkl: -o model.pkl." });
  }
  const stem = output.slice(0, -ending.length);
  return { model: output, card: `${stem}.md`, reference: `${stem}.reference.json` };
}

/** What cannot be written is told before the work, not after. @throws OUTPUT_UNWRITABLE */
async function checkFolder(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "its folder does not exist" : "permission is denied";
    throw new PicklejarError(
      "OUTPUT_UNWRITABLE",
      { file: basename(path), reason },
      { cause: error },
    );
  }
}

/** @throws USAGE where one of the files is there */
async function refuseOverwriting(files: TrainedFiles): Promise<void> {
  for (const file of Object.values(files) as string[]) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const reason = `${show(file)} is there already.`;
    throw new PicklejarError("USAGE", { reason, advice: "Add --force, or name another with -o." });
  }
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

/** A line that tells what is under way; nothing where no person looks. */
function showSteps(stream: NodeJS.WriteStream): { show(step: string): void; clear(): void } {
  if (stream.isTTY !== true) return { show() {}, clear() {} };
  const start = performance.now();
  return {
    show(step) {
      const seconds = Math.round((performance.now() - start) / 1000);
      const line = drawable(`  ${step} · ${seconds} s`, stream).slice(0, widthOf(stream) - 1);
      stream.write(`\r\u001b[2K${paint("dim", line, stream)}`);
    },
    clear() {
      stream.write("\r\u001b[2K");
    },
  };
}
