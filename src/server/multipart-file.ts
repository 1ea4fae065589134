// The one file of a multipart form while it comes, piece by piece: for files that are too long to be gathered.

import { checkBoundary, MultipartError, type PartHead, readPartHead } from "./multipart.ts";

const lineEnd = "\r\n";

/** Takes a body's pieces and gives those of its file. A form that holds anything else is refused. */
export class MultipartFile {
  readonly #between: Buffer;
  readonly #headerBytes: number;
  #state: "before" | "content" | "behind" | "over" = "before";
  #head: PartHead | null = null;
  /** What has come and may yet turn out to be a boundary. The first one may begin the body, others begin a line. */
  #kept: Buffer = Buffer.from(lineEnd, "latin1");
  /** How many of the kept bytes are the end of the headers and no content. */
  #skip = 0;

  /**
   * @param headerBytes  the most that may stand before the file's content
   * @throws MultipartError where the boundary is none
   */
  constructor(boundary: string, headerBytes: number) {
    checkBoundary(boundary);
    this.#between = Buffer.from(`${lineEnd}--${boundary}`, "latin1");
    this.#headerBytes = headerBytes;
  }

  /** What the form says of the file; null until that has come. */
  get head(): PartHead | null {
    return this.#head;
  }

  /** More of the body; gives what belongs to the file. @throws MultipartError */
  push(piece: Uint8Array): Buffer {
    if (this.#state === "over") return nothing;
    this.#kept = Buffer.concat([this.#kept, piece]);
    if (this.#state === "before") this.#readHead();
    const content = this.#state === "content" ? this.#takeContent() : nothing;
    if (this.#state === "behind") this.#checkEnd();
    return content;
  }

  /** The end of the body. @throws MultipartError where the form has not come to its end */
  end(): void {
    if (this.#state === "over") return;
    const isFound = this.#state !== "before" || this.#kept.includes(this.#between);
    throw new MultipartError(
      isFound ? "it ends before its last boundary" : "its boundary does not occur in it",
    );
  }

  #readHead(): void {
    const found = this.#kept.indexOf(this.#between);
    const start = found + this.#between.length;
    const line = found < 0 ? -1 : this.#kept.indexOf(lineEnd, start);
    if (line >= 0) this.#checkFirst(this.#kept.toString("latin1", start, line));
    const end = line < 0 ? -1 : this.#kept.indexOf(lineEnd + lineEnd, line);
    if (end < 0 || end > this.#headerBytes) {
      if (this.#kept.length <= this.#headerBytes) return;
      throw new MultipartError(
        found < 0 ? "its boundary does not begin it" : "the headers of a part do not end",
      );
    }
    this.#head = readPartHead(this.#kept.subarray(line + 2, Math.max(line + 2, end)));
    this.#kept = this.#kept.subarray(end + 2);
    this.#skip = 2;
    this.#state = "content";
  }

  #checkFirst(behind: string): void {
    if (behind.startsWith("--")) throw new MultipartError("it holds no file");
    if (!/^[ \t]*$/.test(behind)) {
      throw new MultipartError("a boundary is followed by something else");
    }
  }

  #takeContent(): Buffer {
    const kept = this.#kept;
    const found = kept.indexOf(this.#between);
    const end = found < 0 ? kept.length - this.#between.length + 1 : found;
    if (found < 0 && end <= this.#skip) return nothing;
    // An empty file may end with the line that ends its headers.
    const content = kept.subarray(Math.min(this.#skip, end), end);
    this.#skip = 0;
    this.#kept = kept.subarray(found < 0 ? end : end + this.#between.length);
    if (found >= 0) this.#state = "behind";
    return content;
  }

  /** Behind the file's boundary: two hyphens end the form, and what follows them is nobody's. */
  #checkEnd(): void {
    const behind = this.#kept.toString("latin1").replace(/^[ \t]+/, "");
    if (behind.length < 2 && this.#kept.length <= this.#headerBytes) return;
    if (behind.startsWith(lineEnd)) {
      throw new MultipartError("it holds more than one part; send the file alone");
    }
    if (!behind.startsWith("--")) {
      throw new MultipartError("a boundary is followed by something else");
    }
    this.#state = "over";
    this.#kept = nothing;
  }
}

const nothing: Buffer = Buffer.alloc(0);
