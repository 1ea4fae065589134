// The rows of a batch as they come in: a bare body, or the one file of a form.

import type { IncomingMessage } from "node:http";
import { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";
import { BodyReader, Stalled } from "./body-reader.ts";
import { contentTypeOf, unsupported } from "./content-type.ts";
import type { ServerLimits } from "./limits.ts";
import { MultipartError, type PartHead } from "./multipart.ts";
import { MultipartFile } from "./multipart-file.ts";
import type { Pace } from "./pace.ts";
import { isFilePart, type TableKind, tableKindOf, tableKindOfPart } from "./table-kind.ts";

/** The request's body ended before its end: the client has gone away. */
export class RequestCut extends Error {}

export interface BatchBodyOptions {
  readonly limits: Pick<ServerLimits, "batchBytes" | "headerBytes" | "stallMs">;
  readonly pace: Pace;
  /** A record that the model takes, as JSON: what an error recommends. */
  readonly example: string;
  /** Bytes of fields that may stand in a form beside the file; none may unless told. */
  readonly fieldBytes?: number;
}

/** Reads one body. One call at a time. */
export class BatchBody {
  readonly #options: BatchBodyOptions;
  readonly #form: MultipartFile | null;
  readonly #reader: BodyReader;
  #kind: TableKind | null;
  /** The file's first bytes, which came together with its head. */
  #first: Uint8Array<ArrayBuffer> | null = null;
  #length = 0;

  /** @throws MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_MALFORMED; nothing of the body is read then */
  constructor(request: IncomingMessage, options: BatchBodyOptions) {
    const type = contentTypeOf(request);
    const { batchBytes, headerBytes } = options.limits;
    this.#options = options;
    this.#kind = tableKindOf(type);
    if (this.#kind === null && type.kind !== "multipart") {
      throw unsupported(request.headers["content-type"]);
    }
    if (Number(request.headers["content-length"]) > batchBytes) throw tooLarge(batchBytes);
    this.#form =
      type.kind === "multipart"
        ? this.#inForm(() => new MultipartFile(type.boundary, headerBytes, options.fieldBytes ?? 0))
        : null;
    this.#reader = new BodyReader(request);
  }

  /** How the rows are written. @throws as `read` */
  async kind(): Promise<TableKind> {
    while (this.#kind === null) {
      const piece = await this.#next();
      if (piece !== null) this.#first = piece;
      // A form that has come to its end holds no file, but fields.
      else this.#kind = unknownKind;
      const head = this.#form?.head;
      if (head) this.#kind = this.#inForm(() => tableKindOfPart(fileOf(head)));
    }
    return this.#kind;
  }

  /** The file as its sender calls it; null where nobody said. */
  get fileName(): string | null {
    return this.#form?.head?.filename || null;
  }

  /** What stands in a form beside the file; whole at the end of the rows. */
  get fields(): ReadonlyMap<string, string> {
    return this.#form?.fields ?? new Map();
  }

  /**
   * More of the rows, in memory that may be given away; null at their end.
   *
   * @throws BATCH_STALLED, BODY_TOO_LARGE, BODY_MALFORMED, RequestCut
   */
  async read(): Promise<Uint8Array<ArrayBuffer> | null> {
    const first = this.#first;
    this.#first = null;
    return first ?? this.#next();
  }

  /** Takes memory for what is read next. */
  reuse(buffer: ArrayBuffer): void {
    this.#reader.reuse(buffer);
  }

  /** What still comes is let in and forgotten. */
  stop(): void {
    this.#reader.stop();
  }

  async #next(): Promise<Uint8Array<ArrayBuffer> | null> {
    const piece = await this.#receive();
    const form = this.#form;
    if (form === null) return piece;
    return this.#inForm(() => {
      if (piece !== null) return new Uint8Array(form.push(piece));
      form.end();
      return null;
    });
  }

  async #receive(): Promise<Uint8Array<ArrayBuffer> | null> {
    const { limits, pace } = this.#options;
    try {
      const piece = await pace.during((ms) => this.#reader.read(ms));
      const length = piece?.length ?? 0;
      pace.moved(length);
      this.#length += length;
      if (this.#length > limits.batchBytes) throw tooLarge(limits.batchBytes);
      return piece;
    } catch (error) {
      if (error instanceof PicklejarError) throw error;
      if (!(error instanceof Stalled)) throw new RequestCut("The request was cut off.");
      throw new PicklejarError("BATCH_STALLED", { seconds: limits.stallMs / 1000 });
    }
  }

  #inForm<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MultipartError)) throw error;
      const { example } = this.#options;
      throw new PicklejarError("BODY_MALFORMED", { reason: error.message, example });
    }
  }
}

const unknownKind: TableKind = { format: null, hasHeader: true };

/** @throws MultipartError where a form begins with a field */
function fileOf(head: PartHead): PartHead {
  if (isFilePart(head)) return head;
  const name = show(head.name, 60);
  throw new MultipartError(
    `it holds the field "${name}" and no file; send the file alone, as curl -F file=@rows.csv does`,
  );
}

function tooLarge(limit: number): PicklejarError {
  return new PicklejarError("BODY_TOO_LARGE", { limit });
}
