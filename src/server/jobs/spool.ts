// Files of jobs on the disk: without names, so that no other program sees them and none is left behind, whatever ends
// the server; all of them together within one budget.

import { randomBytes } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PicklejarError } from "../../errors.ts";

/** The bytes that all files of an app may take. */
export class Spool {
  readonly #limit: number;
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes on the disk. */
  get taken(): number {
    return this.#taken;
  }

  /** @throws JOBS_FULL */
  take(bytes: number): void {
    if (this.#taken + bytes > this.#limit) throw full("its disk space for jobs is used up");
    this.#taken += bytes;
  }

  giveBack(bytes: number): void {
    this.#taken -= bytes;
  }
}

export function full(reason: string, cause?: unknown): PicklejarError {
  return new PicklejarError("JOBS_FULL", { reason }, { cause });
}

/** One file: written from its beginning to its end, read anywhere. */
export class SpoolFile {
  readonly #file: FileHandle;
  readonly #spool: Spool;
  #size = 0;
  #readers = 0;
  #isClosed = false;

  /** @throws JOBS_FULL where there is no disk to write on */
  static async open(spool: Spool): Promise<SpoolFile> {
    const path = join(tmpdir(), `picklejar-${randomBytes(12).toString("hex")}`);
    try {
      const file = await open(path, "wx+", 0o600);
      await unlink(path);
      return new SpoolFile(file, spool);
    } catch (error) {
      throw full("it has no disk to keep jobs on", error);
    }
  }

  private constructor(file: FileHandle, spool: Spool) {
    this.#file = file;
    this.#spool = spool;
  }

  get size(): number {
    return this.#size;
  }

  /** For another thread of this process; valid until the file is closed. */
  get descriptor(): number {
    return this.#file.fd;
  }

  /** Appends bytes. One call at a time. @throws JOBS_FULL, also where the disk itself is full */
  async append(bytes: Uint8Array): Promise<void> {
    this.#spool.take(bytes.length);
    const start = this.#size;
    this.#size += bytes.length;
    try {
      for (let done = 0; done < bytes.length; ) {
        const rest = bytes.length - done;
        const { bytesWritten } = await this.#file.write(bytes, done, rest, start + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw full("its disk is full", error);
    }
  }

  /** Bytes from a place on, at most `limit` of them, in memory that may be given away. */
  async read(offset: number, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(Math.min(limit, this.#size - offset), 0));
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  }

  /** Everything in pieces. The file stays open until this has come to its end, or is given up. */
  async *pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    this.#readers++;
    try {
      for (let at = 0; at < this.#size; ) {
        const piece = await this.read(at, pieceBytes);
        if (piece.length === 0) return;
        at += piece.length;
        yield piece;
      }
    } finally {
      this.#readers--;
      if (this.#isClosed) await this.#end();
    }
  }

  /** Lets go of the file; who reads it reads on. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    if (this.#readers > 0) return;
    this.#spool.giveBack(this.#size);
    this.#size = 0;
    await this.#file.close();
  }
}

const pieceBytes = 2 ** 18;
