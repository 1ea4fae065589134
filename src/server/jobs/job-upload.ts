// A file that is sent to be scored later: from the request to the disk, with what the sender wants of it.

import type { FastifyRequest } from "fastify";
import { isParquet } from "../../bytes/parquet/parquet-head.ts";
import { PicklejarError } from "../../errors.ts";
import { formatOfName } from "../../predict/batch/input-kind.ts";
import { type AnswerOptions, type OptionName, readOptions } from "../answer-options.ts";
import { BatchBody, RequestCut } from "../batch-body.ts";
import { checkColumns } from "../column-option.ts";
import { Pace } from "../pace.ts";
import type { Service } from "../service.ts";
import type { TableKind } from "../table-kind.ts";
import type { JobInput } from "./job.ts";
import { type Spool, SpoolFile } from "./spool.ts";

/** The field of a form in which rows are pasted. */
export const pasteField = "rows";

const known: readonly OptionName[] = ["on_error", "proba", "columns", "output"];

export interface Upload {
  readonly input: JobInput;
  readonly options: AnswerOptions;
}

/**
 * Receives one file. What is wrong with the request is said before its body is read, where it can be.
 *
 * @throws REQUEST_MALFORMED, MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_MALFORMED, BATCH_STALLED, JOBS_FULL;
 *   INPUT_MALFORMED for an empty file; RequestCut
 */
export async function receiveUpload(
  service: Service,
  request: FastifyRequest,
  spool: Spool,
): Promise<Upload> {
  const { limits, example, patience } = service;
  // Options in the address are judged at once; those of a form come with it.
  checkColumns(service, readOptions(request, [], known).columns);
  const pace = new Pace(limits.stallMs, limits.paceBytes);
  const body = new BatchBody(request.raw, { limits, example, pace, fieldBytes: limits.bodyBytes });
  const release = patience.grant(request.raw);
  let file: SpoolFile | null = null;
  try {
    const kind = await body.kind();
    file = await SpoolFile.open(spool);
    for (let piece = await body.read(); piece !== null; piece = await body.read()) {
      if (piece.length > 0) await file.append(piece);
    }
    const fields = [...body.fields].filter(([, value]) => value !== "");
    const pasted = body.fields.get(pasteField) ?? "";
    const parameters = fields.filter(([name]) => name !== pasteField);
    const options = readOptions(request, parameters, known);
    checkColumns(service, options.columns);
    const isPasted = file.size === 0 && pasted.trim() !== "";
    if (isPasted) await file.append(Buffer.from(pasted, "utf8"));
    const input = await inputOf(file, isPasted ? unknownKind : kind, body.fileName);
    return { input, options };
  } catch (error) {
    await file?.close();
    if (error instanceof RequestCut) request.raw.destroy();
    throw error;
  } finally {
    release();
    body.stop();
  }
}

const unknownKind: TableKind = { format: null, hasHeader: true };

async function inputOf(file: SpoolFile, kind: TableKind, name: string | null): Promise<JobInput> {
  if (file.size === 0) {
    const advice = "Choose a file, or paste rows: CSV with a first line of names, or JSON Lines.";
    throw new PicklejarError("INPUT_MALFORMED", { line: 1, reason: "it is empty", advice });
  }
  const isTable = isParquet(await file.read(0, 1024));
  // A file that is no Parquet, whatever it is called, is judged by its first bytes.
  const format = kind.format === "parquet" ? null : kind.format;
  const named = formatOfName(name ?? "") === "parquet" ? null : format;
  return { name, kind: { ...kind, format: named }, isParquet: isTable, file };
}
