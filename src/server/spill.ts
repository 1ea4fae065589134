// Answers that wait on the disk: a queue of bytes for a client that does not read yet.

import { randomBytes } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** First in, first out, in a file that no other program sees. One call at a time. */
export class Spill {
  readonly #file: FileHandle;
  #written = 0;
  #read = 0;

  static async open(): Promise<Spill> {
    const path = join(tmpdir(), `picklejar-${randomBytes(12).toString("hex")}`);
    const file = await open(path, "wx+", 0o600);
    // The file lives on without a name until it is closed.
    await unlink(path);
    return new Spill(file);
  }

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Bytes that wait. */
  get length(): number {
    return this.#written - this.#read;
  }

  /** Bytes that the file takes. */
  get size(): number {
    return this.#written;
  }

  async put(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(
        bytes,
        done,
        bytes.length - done,
        this.#written,
      );
      done += bytesWritten;
      this.#written += bytesWritten;
    }
  }

  /** The next bytes, at most `limit` of them; the room of what was taken is used again when all of it was. */
  async take(limit: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(limit, this.length));
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.#read);
    this.#read += bytesRead;
    if (this.#read === this.#written && this.#written > 0) {
      await this.#file.truncate(0);
      this.#read = 0;
      this.#written = 0;
    }
    return bytes.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
