// `picklejar predict FILE [INPUT]`: scores a file of rows of any size, as it is read.

import { PicklejarError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { Batch, type BatchConsumer } from "../predict/batch/batch.ts";
import type { ColumnNames } from "../predict/batch/column-names.ts";
import { FaultOutput } from "../predict/batch/fault-output.ts";
import { formatOfName } from "../predict/batch/input-kind.ts";
import { jobOutput } from "../predict/batch/job.ts";
import { placeOf } from "../predict/batch/row-source.ts";
import { loadModel } from "../predict/model.ts";
import type { Signature } from "../signature/signature.ts";
import { nearestName, show } from "../text.ts";
import { paint, tell } from "./output.ts";
import { duration, grouped, showProgress } from "./progress.ts";
import { renderRowError } from "./row-error.ts";
import { openRows, type RowsInput, readError } from "./rows-input.ts";
import { BrokenPipe, openOutput, type RowsOutput } from "./rows-output.ts";

export interface PredictCommandOptions {
  readonly output?: string;
  readonly json?: boolean;
  readonly proba?: boolean;
  /** False with `--no-header`. */
  readonly header: boolean;
  readonly onError: string;
  readonly errors?: string;
  /** `FIELD=COLUMN`, as they were given. */
  readonly column: readonly string[];
  readonly limit?: Partial<Limits>;
}

/** @returns the exit code */
export async function predictCommand(
  file: string,
  input: string | undefined,
  options: PredictCommandOptions,
): Promise<number> {
  checkOptions(options);
  const model = await loadModel(file, { limits: options.limit ?? {} });
  if (options.proba === true && !model.signature.probabilities) {
    const reason = `${model.summary} gives no probabilities.`;
    throw new PicklejarError("USAGE", { reason, advice: "Leave out --proba." });
  }
  const columns = readColumns(options.column, model.signature);
  const rows = await openRows(input, `picklejar predict ${show(file)} rows.csv -o out.csv`);
  const outputs: RowsOutput[] = [];
  const stop = abandonOnSignals(outputs);
  try {
    const output = await openOutput(options.output);
    outputs.push(output);
    const errors = options.errors === undefined ? null : await openOutput(options.errors);
    if (errors !== null) outputs.push(errors);
    await new PredictRun(model, rows, output, errors, { ...options, columns }).run();
    return 0;
  } catch (error) {
    for (const output of outputs) output.abandon();
    if (error instanceof BrokenPipe) return 0;
    if (!(error instanceof PicklejarError) || error.issues.length === 0) throw error;
    process.stderr.write(
      renderRowError(
        error,
        rows.name,
        "Correct the row, or leave out such rows with --on-error skip.",
        "Name the columns as the model does, or say which is which: --column FIELD=COLUMN.",
      ),
    );
    return 1;
  } finally {
    rows.stream.destroy();
    stop();
  }
}

/** One file from its first byte to the summary. */
class PredictRun {
  readonly #rows: RowsInput;
  readonly #output: RowsOutput;
  readonly #errors: RowsOutput | null;
  readonly #options: PredictCommandOptions;
  readonly #batch: Batch;
  readonly #start = performance.now();
  #answers: Uint8Array[] = [];
  #faults: string[] = [];
  #firstFault: string | null = null;
  #firstWarning: string | null = null;
  #toldNotes = 0;

  constructor(
    model: ConstructorParameters<typeof Batch>[0],
    rows: RowsInput,
    output: RowsOutput,
    errors: RowsOutput | null,
    options: PredictCommandOptions & { readonly columns: ColumnNames },
  ) {
    this.#rows = rows;
    this.#output = output;
    this.#errors = errors;
    this.#options = options;
    const { proba: probabilities = false, header: hasHeader, columns } = options;
    const isJson = options.json === true || isJsonName(options.output);
    const job = { output: isJson ? ("json-lines" as const) : null, probabilities };
    const answers = jobOutput(model, job, (bytes) => this.#answers.push(bytes));
    this.#batch = new Batch(model, this.#consumer(answers), {
      format: rows.format,
      hasHeader,
      probabilities,
      onFault: options.onError === "skip" ? "skip" : "stop",
      columns,
      ...rows.table,
    });
  }

  async run(): Promise<void> {
    const progress = showProgress(this.#rows.size, process.stderr);
    try {
      for await (const chunk of this.#chunks()) {
        this.#batch.push(chunk);
        await this.#flush();
        const { rows, bytes } = this.#batch.counts;
        progress.update(rows, bytes);
      }
      this.#batch.end();
    } catch (error) {
      // The rows before the one that ended it were answered.
      progress.clear();
      await this.#flush();
      throw error;
    }
    await this.#flush();
    await this.#output.finish();
    await this.#errors?.finish();
    progress.clear();
    this.#summarize();
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#rows.stream;
    } catch (error) {
      throw error instanceof PicklejarError ? error : readError(error, this.#rows.name);
    }
  }

  /** The answers' output, with a look at what a person should be told. */
  #consumer(answers: BatchConsumer): BatchConsumer {
    const faultOutput = new FaultOutput((text) => this.#faults.push(text));
    return {
      begin: (shape, hasMark) => {
        if (shape.kind === "json" && formatOfName(this.#options.output ?? "") === "csv") {
          const reason = `${show(this.#rows.name)} holds JSON, which is answered with JSON Lines.`;
          throw new PicklejarError("USAGE", { reason, advice: "Name the output .jsonl." });
        }
        answers.begin(shape, hasMark);
        faultOutput.begin(shape);
      },
      take: (rows, scored, firstRow) => {
        for (const [row, issues] of scored.faults) {
          this.#firstFault ??= `${placeOf(rows, row)}: ${issues[0]?.message}`;
        }
        this.#firstWarning ??=
          scored.predictions.find(({ warnings }) => warnings !== undefined)?.warnings?.[0] ?? null;
        if (this.#errors !== null) faultOutput.take(rows, scored.faults, firstRow);
        answers.take(rows, scored, firstRow);
      },
      end: () => answers.end(),
      get notes() {
        return answers.notes ?? [];
      },
    };
  }

  async #flush(): Promise<void> {
    for (const note of this.#batch.notes.slice(this.#toldNotes)) warn(note);
    this.#toldNotes = this.#batch.notes.length;
    const [answers, faults] = [this.#answers, this.#faults];
    this.#answers = [];
    this.#faults = [];
    for (const bytes of answers) await this.#output.write(bytes);
    if (faults.length > 0) await this.#errors?.write(Buffer.from(faults.join("")));
  }

  #summarize(): void {
    const { rows, skipped, warned } = this.#batch.counts;
    if (skipped > 0) {
      warn(`${count(skipped, "row")} left out. The first: ${show(this.#firstFault ?? "", 500)}`);
    }
    if (warned > 0) {
      warn(
        `${count(warned, "answer")} with a warning. The first: ${show(this.#firstWarning ?? "", 500)}`,
      );
    }
    if (process.stderr.isTTY !== true) return;
    const seconds = (performance.now() - this.#start) / 1000;
    const { output } = this.#options;
    const target = output === undefined || output === "-" ? "" : ` → ${show(output)}`;
    const mark = paint("green", "✔", process.stderr);
    const rate = grouped(Math.round(rows / Math.max(seconds, 0.001)));
    tell(
      `${mark} ${count(rows - skipped, "row")} in ${duration(seconds)} (${rate} rows/s)${target}`,
    );
  }
}

/** @throws USAGE */
function checkOptions({ onError, errors }: PredictCommandOptions): void {
  if (onError !== "stop" && onError !== "skip") {
    const reason = `${show(onError)} is nothing to do on an error.`;
    throw new PicklejarError("USAGE", {
      reason,
      advice: "Give --on-error stop or --on-error skip.",
    });
  }
  if (errors !== undefined && onError !== "skip") {
    const reason = "--errors names a file for rows that are left out, but none are.";
    throw new PicklejarError("USAGE", { reason, advice: "Add --on-error skip." });
  }
}

/** @throws USAGE for a field that there is not, or that is named twice */
function readColumns(given: readonly string[], { inputs }: Signature): ColumnNames {
  const names = inputs.map(({ name }) => name);
  const columns = new Map<string, string>();
  for (const text of given) {
    // A field's own name may hold the sign.
    const field = names.find((name) => text.startsWith(`${name}=`));
    if (field === undefined || columns.has(field)) {
      const wrong = text.split("=", 1)[0] ?? "";
      const nearest = field === undefined ? nearestName(wrong.slice(0, 200), names) : null;
      const reason =
        field === undefined
          ? `--column ${show(text, 80)} names no field of the model.`
          : `--column names ${show(field, 80)} twice.`;
      const advice =
        nearest === null ? "Write --column FIELD=COLUMN." : `Did you mean ${show(nearest)}?`;
      throw new PicklejarError("USAGE", { reason, advice });
    }
    columns.set(field, text.slice(field.length + 1));
  }
  return columns;
}

function isJsonName(path = ""): boolean {
  return formatOfName(path) === "json-lines";
}

function warn(text: string): void {
  tell(`${paint("yellow", "!", process.stderr)} ${text}`);
}

function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** Ctrl-C leaves nothing half-written behind. @returns what takes the handlers away */
function abandonOnSignals(outputs: readonly RowsOutput[]): () => void {
  const end = (signal: NodeJS.Signals): void => {
    for (const output of outputs) output.abandon();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  return () => {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  };
}
