// `picklejar train DATA --target COLUMN`: a model from a table, with its card and what the data looked like.

import { access, constants } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { isParquetFile, openParquetFile } from "../bytes/parquet/parquet-file.ts";
import { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";
import { dialectFor, newestDialect, sklearnVersion } from "../train/dialect.ts";
import { toPickle } from "../train/save.ts";
import { renderModelCard } from "../train/tabular/model-card.ts";
import { readParquetTable, readTable } from "../train/tabular/read-table.ts";
import type { RawTable } from "../train/tabular/table-builder.ts";
import { type TrainedTable, trainTable } from "../train/tabular/train-table.ts";
import { paint, writeJson, writeResult } from "./output.ts";
import { showProgress } from "./progress.ts";
import { openRows, readError } from "./rows-input.ts";
import { openOutput } from "./rows-output.ts";
import { drawable, widthOf } from "./terminal.ts";
import {
  commandLine,
  filesOf,
  type TrainedFiles,
  type TrainOptions,
  trainRequest,
} from "./train-options.ts";
import { renderTrained, trainedJson } from "./train-output.ts";
import { packageVersion } from "./version.ts";

/** @returns the exit code */
export async function trainCommand(
  data: string | undefined,
  options: TrainOptions,
): Promise<number> {
  const request = trainRequest(options);
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
