// The one file of a multipart form while it comes, piece by piece: for files that are too long to be gathered. Fields
// that stand beside it are gathered.

import { show } from "../text.ts";
import {
  checkBoundary,
  MultipartError,
  type PartHead,
  partText,
  readPartHead,
} from "./multipart.ts";

const lineEnd = "\r\n";

/** Takes a body's pieces and gives those of its file. A form that holds another file is refused. */
export class MultipartFile {
  readonly #between: Buffer;
  readonly #headerBytes: number;
  #state: "before" | "content" | "behind" | "over" = "before";
  #head: PartHead | null = null;
  /** What may still come in fields, bytes; a form without fields is wanted where that is 0. */
  #fieldBytes: number;
  readonly #fields = new Map<string, string>();
  /** The field whose value comes. */
  #field: PartHead | null = null;
  #value: Buffer[] = [];
  /** How many times the state changed. */
  #steps = 0;
  /** What has come and may yet turn out to be a boundary. The first one may begin the body, others begin a line. */
  #kept: Buffer = Buffer.from(lineEnd, "latin1");
  /** How many of the kept bytes are the end of the headers and no content. */
  #skip = 0;

  /**
   * @param headerBytes  the most that may stand before the content of a part
   * @param fieldBytes   the most that fields may hold together; 0 = there may be none
   * @throws MultipartError where the boundary is none
   */
  constructor(boundary: string, headerBytes: number, fieldBytes = 0) {
    this.#fieldBytes = fieldBytes;
    checkBoundary(boundary);
    this.#between = Buffer.from(`${lineEnd}--${boundary}`, "latin1");
    this.#headerBytes = headerBytes;
  }

  /** What the form says of the file; null until that has come. */
  get head(): PartHead | null {
    return this.#head;
  }

  /** The fields by their names; whole when the form is. */
  get fields(): ReadonlyMap<string, string> {
    return this.#fields;
  }

  /** More of the body; gives what belongs to the file. @throws MultipartError */
  push(piece: Uint8Array): Buffer {
    if (this.#state === "over") return nothing;
    this.#kept = Buffer.concat([this.#kept, piece]);
    const content: Buffer[] = [];
    for (let steps = -1; steps !== this.#steps; ) {
      steps = this.#steps;
      if (this.#state === "before") this.#readHead();
      if (this.#state === "content") content.push(this.#takePart());
      if (this.#state === "behind") this.#checkEnd();
    }
    return content.length === 1 ? (content[0] ?? nothing) : Buffer.concat(content);
  }

  #enter(state: "before" | "content" | "behind" | "over"): void {
    this.#state = state;
    this.#steps++;
  }

  /** More of the part that comes: a file's is given, a field's is kept. */
  #takePart(): Buffer {
    const content = this.#takeContent();
    if (this.#field === null) return content;
    this.#fieldBytes -= content.length;
    if (this.#fieldBytes < 0) throw new MultipartError("its fields are too long");
    if (content.length > 0) this.#value.push(content);
    if (this.#state === "behind") {
      const { name } = this.#field;
      const value = partText({ ...this.#field, bytes: Buffer.concat(this.#value) });
      if (this.#fields.has(name)) throw new MultipartError(`it has two fields ${show(name, 60)}`);
      this.#fields.set(name, value);
    }
    return nothing;
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
    this.#beginPart(readPartHead(this.#kept.subarray(line + 2, Math.max(line + 2, end))));
    this.#kept = this.#kept.subarray(end + 2);
    this.#skip = 2;
    this.#enter("content");
  }

  #beginPart(head: PartHead): void {
    this.#field = null;
    this.#value = [];
    // A browser sends a file without a name where none was chosen.
    const isField = (head.filename === null && head.type === "") || head.filename === "";
    if (this.#fieldBytes > 0 && isField) {
      // A field without a value takes room, too.
      this.#fieldBytes -= 64;
      this.#field = head;
      return;
    }
    if (this.#head !== null) throw new MultipartError("it holds two files; send one");
    this.#head = head;
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
    if (found >= 0) this.#enter("behind");
    return content;
  }

  /** Behind the file's boundary: two hyphens end the form, and what follows them is nobody's. */
  #checkEnd(): void {
    const behind = this.#kept.toString("latin1").replace(/^[ \t]+/, "");
    if (behind.length < 2 && this.#kept.length <= this.#headerBytes) return;
    if (behind.startsWith(lineEnd) && this.#fieldBytes > 0) {
      this.#kept = Buffer.concat([this.#between, this.#kept]);
      this.#enter("before");
      return;
    }
    if (behind.startsWith(lineEnd)) {
      throw new MultipartError("it holds more than one part; send the file alone");
    }
    if (!behind.startsWith("--")) {
      throw new MultipartError("a boundary is followed by something else");
    }
    this.#enter("over");
    this.#kept = nothing;
  }
}

const nothing: Buffer = Buffer.alloc(0);
