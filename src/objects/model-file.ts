// A model file from disk (or from memory) to inert values: read, recognised by content, decompressed,
// decoded, whatever its format. Nothing of it is used before its end was reached.

import { basename } from "node:path";
import type { ModelFormat } from "../bytes/file-head.ts";
import type { CompressionFormat } from "../bytes/inflate.ts";
import { type Sniffed, sniff } from "../bytes/sniff.ts";
import { PicklejarError, withDetails } from "../errors.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { Budget } from "./budget.ts";
import { loadBytes, tooLarge } from "./file-bytes.ts";
import { type DecodedPickle, type DecodeOptions, decodePickle } from "./pickle-machine.ts";

export interface ReadOptions extends Omit<DecodeOptions, "budget" | "limits"> {
  /** Budgets that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /** What to call the file in messages, when it comes as bytes. */
  readonly name?: string;
}

/**
 * A model file as data. What other libraries saved by themselves is the record that a pickle of the same model holds:
 * from here on nobody needs to know the difference.
 */
export interface ModelFile extends Omit<DecodedPickle, "protocol"> {
  /** The highest protocol that the pickle states; null where the file is no pickle. */
  readonly protocol: number | null;
  /** File name without folder. */
  readonly name: string;
  /** Hex sha256 of the file as it lies on disk. */
  readonly sha256: string;
  /** Size on disk, bytes. */
  readonly bytes: number;
  /** The file as it lies on disk; its arrays may be views of it. */
  readonly content: Uint8Array;
  /**
   * Who wrote it, as far as it shows: joblib marks its arrays, and alone writes zlib; all other pickles read as plain
   * ones. Or the library whose own format it is.
   */
  readonly writer: "pickle" | "joblib" | ModelFormat;
  readonly compression: CompressionFormat | null;
  /** Bytes after the pickle's end, which Python ignores too. */
  readonly trailingBytes: number;
}

/**
 * Reads a model file.
 *
 * @param source  a path, or the file's bytes
 * @param budget  of several files that are read for one model; its limits must be those of the options
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_NOT_REGULAR, FILE_TOO_LARGE, FILE_NOT_A_MODEL,
 *   FORMAT_UNSUPPORTED, the COMPRESSION_ codes, and what `decodePickle` throws; `details.file` names the file
 */
export async function readModelFile(
  source: string | Uint8Array,
  options: ReadOptions = {},
  budget?: Budget,
): Promise<ModelFile> {
  const limits = { ...defaultLimits, ...options.limits };
  const file =
    typeof source === "string" ? basename(source) || source : (options.name ?? "the model");
  try {
    const bytes = typeof source === "string" ? await loadBytes(source, limits) : source;
    return await decodeModelFile(bytes, file, options, budget ?? new Budget(limits));
  } catch (error) {
    throw error instanceof PicklejarError ? withDetails(error, { file }) : error;
  }
}

async function decodeModelFile(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
  budget: Budget,
): Promise<ModelFile> {
  const { limits } = budget;
  if (bytes.length > limits.fileBytes) throw tooLarge(bytes.length, limits);
  const { inner, kind, compression } = await openContainer(bytes, limits, budget);
  const decodeOptions = { ...options, limits, budget };
  const read =
    kind.kind === "model"
      ? { ...(await readForeign(inner, kind.format, decodeOptions)), writer: kind.format }
      : readPickle(inner, compression, decodeOptions);
  let sha256: string | undefined;
  return {
    ...read,
    name,
    // A large file takes a tenth of a second, and loading node:crypto more than opening a small file:
    // whoever only predicts need not wait for them.
    get sha256() {
      const { createHash } = process.getBuiltinModule("node:crypto");
      sha256 ??= createHash("sha256").update(bytes).digest("hex");
      return sha256;
    },
    bytes: bytes.length,
    content: bytes,
    compression,
    trailingBytes: inner.length - read.length,
  };
}

/** What reads the other formats is loaded for a file of that format alone. */
async function readForeign(
  bytes: Uint8Array,
  format: ModelFormat,
  options: DecodeOptions & { readonly budget: Budget },
): Promise<Omit<DecodedPickle, "protocol"> & { readonly protocol: null }> {
  if (format === "skops") {
    const { decodeSkops } = await import("./skops/skops-file.ts");
    return decodeSkops(bytes, options, options.budget);
  }
  if (format === "onnx") {
    const { readOnnxFile } = await import("./onnx/onnx-record.ts");
    return readOnnxFile(bytes);
  }
  const { readBoosterFile } = await import("./foreign-models.ts");
  return readBoosterFile(bytes, format);
}

function readPickle(
  bytes: Uint8Array,
  compression: CompressionFormat | null,
  options: DecodeOptions,
): DecodedPickle & Pick<ModelFile, "writer"> {
  const decoded = decodePickle(bytes, options);
  const isJoblib =
    compression === "zlib" ||
    compression === "zfile" ||
    decoded.names.some(({ global }) => /\bjoblib\b/.test(global.module));
  return { ...decoded, writer: isJoblib ? "joblib" : "pickle" };
}

/** What a file is that is read. */
type ModelKind = Extract<Sniffed, { readonly kind: "pickle" | "model" }>;

interface Opened {
  readonly inner: Uint8Array;
  readonly kind: ModelKind;
  readonly compression: CompressionFormat | null;
}

/** The model inside of at most one layer of compression. */
async function openContainer(bytes: Uint8Array, limits: Limits, budget: Budget): Promise<Opened> {
  const outer = sniff(bytes, bytes.length);
  if (outer.kind === "other") throw notAModel(outer);
  if (outer.kind !== "compressed") return { inner: bytes, kind: outer, compression: null };
  const { decompress } = await import("../bytes/inflate.ts");
  const inner = decompress(bytes, outer.format, limits, budget.deadline);
  const kind = sniff(inner, inner.length);
  if (kind.kind === "other") throw notAModel(kind);
  if (kind.kind !== "compressed") return { inner, kind, compression: outer.format };
  throw new PicklejarError("COMPRESSION_NESTED", { outer: outer.format, inner: kind.format });
}

function notAModel(found: Extract<Sniffed, { readonly kind: "other" }>): PicklejarError {
  const { what, advice, isUnserved } = found;
  const code = isUnserved === true ? "FORMAT_UNSUPPORTED" : "FILE_NOT_A_MODEL";
  return new PicklejarError(code, { what, advice });
}
