// `picklejar verify FILE CASES`: a model's answers against recorded ones.

import { PicklejarError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { Batch } from "../predict/batch/batch.ts";
import { caseRow, isAnswerName } from "../predict/batch/expectations.ts";
import { type Verification, Verifier } from "../predict/batch/verifier.ts";
import { loadModel } from "../predict/model.ts";
import type { Model } from "../predict/prediction.ts";
import { show } from "../text.ts";
import { tableLines } from "./layout.ts";
import { errorToJson, paint, writeJson, writeResult } from "./output.ts";
import { grouped, showProgress } from "./progress.ts";
import { renderRowError } from "./row-error.ts";
import { openRows, type RowsInput, readError } from "./rows-input.ts";
import { fitted, widthOf } from "./terminal.ts";

const defaultTolerance = 1e-9;

export interface VerifyCommandOptions {
  readonly tolerance?: string;
  readonly json?: boolean;
  readonly limit?: Partial<Limits>;
}

/** @returns the exit code: 0 when every case agrees within the tolerance */
export async function verifyCommand(
  file: string,
  cases: string | undefined,
  options: VerifyCommandOptions,
): Promise<number> {
  const tolerance = parseTolerance(options.tolerance);
  let name = "";
  try {
    const model = await loadModel(file, { limits: options.limit ?? {} });
    const rows = await openRows(cases, `picklejar verify ${show(file)} cases.csv`);
    name = rows.name;
    const report = await verify(model, rows, tolerance);
    const agrees = report.cases > 0 && report.agreeing === report.cases;
    if (options.json === true)
      writeJson({ file: model.name, cases: rows.name, agrees, ...jsonReport(report) });
    else writeResult(renderReport(report, model, rows.name));
    return agrees ? 0 : 1;
  } catch (error) {
    if (isUsage(error)) throw error;
    if (options.json === true) {
      writeJson({ file, agrees: false, ...Object(errorToJson(error)) });
      return 1;
    }
    if (!(error instanceof PicklejarError) || error.issues.length === 0) throw error;
    const { column } = error.details;
    const columns =
      typeof column === "string"
        ? `Add a column ${show(column, 60)} that holds what scikit-learn answered.`
        : undefined;
    process.stderr.write(renderRowError(error, name, "Correct the case.", columns));
    return 1;
  }
}

async function verify(model: Model, rows: RowsInput, tolerance: number): Promise<Verification> {
  const { signature } = model;
  const verifier = new Verifier(signature, tolerance);
  const batch = new Batch(model, verifier, {
    format: rows.format,
    ...rows.table,
    probabilities: signature.probabilities,
    rowOf: (value) => caseRow(value, signature),
    isOther: (name) => isAnswerName(name, signature),
  });
  const progress = showProgress(rows.size, process.stderr);
  try {
    for await (const chunk of rows.stream) {
      batch.push(chunk);
      const { rows: done, bytes } = batch.counts;
      progress.update(done, bytes);
    }
    batch.end();
  } catch (error) {
    throw error instanceof PicklejarError ? error : readError(error, rows.name);
  } finally {
    progress.clear();
    rows.stream.destroy();
  }
  return verifier.report;
}

/** @throws USAGE */
function parseTolerance(text: string | undefined): number {
  if (text === undefined) return defaultTolerance;
  const tolerance = text.trim() === "" ? Number.NaN : Number(text);
  if (tolerance >= 0 && tolerance < 1) return tolerance;
  const reason = `${show(text)} is no tolerance.`;
  throw new PicklejarError("USAGE", {
    reason,
    advice: "Give a relative error, such as 1e-9, or 0.",
  });
}

function isUsage(error: unknown): boolean {
  return error instanceof PicklejarError && error.code === "USAGE";
}

/** JSON has no infinity: what cannot be compared has no error. */
function jsonReport({ worst, ...rest }: Verification): object {
  if (worst === null) return { ...rest, worst };
  const error = Number.isFinite(worst.error) ? worst.error : null;
  return { ...rest, worst: { ...worst, error } };
}

function renderReport(report: Verification, model: Model, cases: string): string {
  const { exact, agreeing, tolerance, digits, grade, worst } = report;
  const far = report.cases - agreeing;
  const dim = (text: string): string => paint("dim", text, process.stdout);
  const counts = [
    ["exact", exact],
    [`within ${tolerance}`, agreeing - exact],
    ["different", far],
  ] as const;
  const rows = [
    [dim("cases"), grouped(report.cases)],
    ...counts.filter(([, n]) => n > 0).map(([name, n]) => [dim(name), grouped(n)]),
  ];
  if (worst !== null) {
    const place = `row ${grouped(worst.row + 1)} (line ${grouped(worst.line)}), ${show(worst.column, 60)}`;
    const values = `expected ${shown(worst.expected)}, got ${shown(worst.got)}`;
    rows.push([dim("worst"), `${place}: ${values}`], ["", agreementOf(digits, worst.error)]);
  }
  rows.push([dim("grade"), grade]);
  const title = `${paint("bold", show(model.name), process.stdout)}  ${model.summary} · ${show(cases)}`;
  const advice = report.cases === 0 || far === 0 ? null : roundingAdvice(report);
  return [
    fitted(title, process.stdout),
    ...tableLines(rows, widthOf(process.stdout)),
    fitted(verdictOf(report), process.stdout),
    ...(advice === null ? [] : [fitted(`→ ${advice}`, process.stdout)]),
  ].join("\n");
}

function verdictOf({ cases, agreeing, tolerance }: Verification): string {
  const far = cases - agreeing;
  if (cases === 0) return mark(false, "There is no case to compare.");
  if (far === 0) return mark(true, `All agree within ${tolerance}.`);
  return mark(
    false,
    `${count(far, "case")} differ${far === 1 ? "s" : ""} by more than ${tolerance}.`,
  );
}

function agreementOf(digits: number | null, error: number): string {
  if (!Number.isFinite(error)) return "they are not the same, and no numbers to compare";
  return `they agree to ${count(digits ?? 0, "significant digit")} (error ${error.toExponential(1)})`;
}

/** Answers that were rounded when they were recorded agree as far as they go. */
function roundingAdvice({ worst, recordedDigits }: Verification): string | null {
  // A single digit says too little: nearly any answer would agree with it.
  if (worst === null || recordedDigits < 2 || recordedDigits > 14) return null;
  const tolerance = 10 ** (1 - recordedDigits);
  if (worst.error > tolerance) return null;
  return `The recorded answers have at most ${recordedDigits} digits: --tolerance ${tolerance.toExponential()} compares that far.`;
}

function shown(value: unknown): string {
  return show(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"), 80);
}

function mark(isGood: boolean, text: string): string {
  const sign = isGood ? paint("green", "✔", process.stdout) : paint("red", "✖", process.stdout);
  return `${sign} ${text}`;
}

function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}
