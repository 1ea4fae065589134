// Where answers go: standard output, or a file that is there only when it is complete.

import { once } from "node:events";
import { createWriteStream, rmSync, type WriteStream } from "node:fs";
import { realpath, rename, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Writable } from "node:stream";
import { PicklejarError } from "../errors.ts";

/** The reader of a pipe has gone away: not an error, the end. */
export class BrokenPipe extends Error {}

export interface RowsOutput {
  /** Resolves when there is room for more. @throws BrokenPipe, OUTPUT_UNWRITABLE */
  write(bytes: Uint8Array): Promise<void>;
  /** Everything was written. */
  finish(): Promise<void>;
  /** Nothing more comes: what was begun is removed. May be called at any time, and at the process's end. */
  abandon(): void;
}

/** @param path  undefined or `-` = standard output */
export async function openOutput(path: string | undefined): Promise<RowsOutput> {
  if (path === undefined || path === "-")
    return new StreamOutput(process.stdout, "standard output");
  const found = await stat(path).catch(() => null);
  // A device or a pipe is written to as it is.
  if (found !== null && !found.isFile()) {
    if (found.isDirectory()) throw unwritable(basename(path), "it is a folder");
    return new StreamOutput(await openFile(path), basename(path));
  }
  return FileOutput.open(found === null ? path : await realpath(path), found?.mode);
}

class StreamOutput implements RowsOutput {
  readonly #stream: Writable;
  readonly #name: string;
  #error: NodeJS.ErrnoException | null = null;

  constructor(stream: Writable, name: string) {
    this.#stream = stream;
    this.#name = name;
    stream.on("error", (error) => {
      this.#error = error;
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#check();
    await new Promise<void>((resolve) => this.#stream.write(bytes, () => resolve()));
    this.#check();
  }

  async finish(): Promise<void> {
    if (this.#stream !== process.stdout) {
      this.#stream.end();
      await once(this.#stream, "close").catch(() => {});
    }
    this.#check();
  }

  abandon(): void {}

  #check(): void {
    if (this.#error === null) return;
    if (this.#error.code === "EPIPE") throw new BrokenPipe();
    throw unwritable(this.#name, reasonOf(this.#error), this.#error);
  }
}

/** A file under a name of its own until it is complete; then it takes the place of the one that was asked for. */
class FileOutput implements RowsOutput {
  readonly #path: string;
  readonly #draft: string;
  readonly #stream: StreamOutput;
  #isDone = false;

  static async open(path: string, mode: number | undefined): Promise<FileOutput> {
    const { randomBytes } = process.getBuiltinModule("node:crypto");
    const draft = `${path}.${randomBytes(4).toString("hex")}.part`;
    return new FileOutput(path, draft, await openFile(draft, mode));
  }

  private constructor(path: string, draft: string, stream: WriteStream) {
    this.#path = path;
    this.#draft = draft;
    this.#stream = new StreamOutput(stream, basename(path));
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#stream.write(bytes);
  }

  async finish(): Promise<void> {
    await this.#stream.finish();
    await rename(this.#draft, this.#path);
    this.#isDone = true;
  }

  abandon(): void {
    if (!this.#isDone) rmSync(this.#draft, { force: true });
  }
}

async function openFile(path: string, mode = 0o666): Promise<WriteStream> {
  const stream = createWriteStream(path, { mode, highWaterMark: 2 ** 20 });
  try {
    await once(stream, "ready");
    return stream;
  } catch (error) {
    throw unwritable(basename(path).replace(/\.[0-9a-f]{8}\.part$/, ""), reasonOf(error), error);
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "its folder does not exist";
  if (code === "EACCES" || code === "EPERM") return "permission is denied";
  return code === "ENOSPC" ? "the disk is full" : (message ?? String(error));
}

function unwritable(file: string, reason: string, cause?: unknown): PicklejarError {
  return new PicklejarError("OUTPUT_UNWRITABLE", { file, reason }, { cause });
}
