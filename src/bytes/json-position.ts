// Where a text stops being JSON, and why: asked only after JSON.parse refused, whose messages say no place.

export interface JsonError {
  /** Counted in characters from 0. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** A clause: "a value is missing". */
  readonly reason: string;
}

/** The first thing in a text that is not JSON; null when all of it is. */
export function locateJsonError(text: string): JsonError | null {
  const fault = new JsonScanner(text).scan();
  if (fault === null) return null;
  const before = text.slice(0, fault.offset).split("\n");
  return { ...fault, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

type Fault = Pick<JsonError, "offset" | "reason">;

/** What may stand at a place: a value, the first thing in brackets, a name, or what follows a value. */
type Expected = "value" | "first" | "name" | "next";

/** One pass over the text with a stack of open brackets: no recursion, whatever the nesting. */
class JsonScanner {
  readonly #text: string;
  readonly #open: ("{" | "[")[] = [];
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Fault | null {
    let expected: Expected = "value";
    for (;;) {
      this.#skip(/[ \t\r\n]*/y);
      const isOver = expected === "next" && this.#open.length === 0;
      if (this.#offset === this.#text.length) {
        return isOver ? null : this.#fault("it ends too early");
      }
      if (isOver) return this.#fault("something follows the end");
      const result = this.#step(expected);
      if (typeof result !== "string") return result;
      expected = result;
    }
  }

  /** Reads one thing; what is expected after it, or what is wrong. */
  #step(expected: Expected): Expected | Fault {
    const character = this.#text[this.#offset];
    const isObject = this.#open.at(-1) === "{";
    const end = isObject ? "}" : "]";
    if (character === end && (expected === "first" || expected === "next")) {
      this.#open.pop();
      this.#offset++;
      return "next";
    }
    if (expected === "next") {
      if (character !== ",") return this.#fault(`a comma or ${end} is missing`);
      this.#offset++;
      return isObject ? "name" : "value";
    }
    if (expected === "name" || (expected === "first" && isObject)) return this.#name() ?? "value";
    if (character === "{" || character === "[") {
      this.#open.push(character);
      this.#offset++;
      return "first";
    }
    return (character === '"' ? this.#string() : this.#scalar()) ?? "next";
  }

  #name(): Fault | null {
    const character = this.#text[this.#offset];
    if (character === "}") return this.#fault("a comma stands before the end");
    if (character === "'") return this.#fault('names stand in double quotes (")');
    if (character !== '"') return this.#fault("a name in double quotes is missing");
    const fault = this.#string();
    if (fault !== null) return fault;
    this.#skip(/[ \t\r\n]*/y);
    if (this.#text[this.#offset] !== ":") return this.#fault("a colon is missing");
    this.#offset++;
    return null;
  }

  #string(): Fault | null {
    const start = this.#offset++;
    for (;;) {
      this.#skipPlainText();
      const character = this.#text[this.#offset];
      if (character === undefined) return { offset: start, reason: "a text is not closed" };
      if (character === '"') {
        this.#offset++;
        return null;
      }
      if (character !== "\\") return this.#fault("a text holds a bare control character");
      if (!this.#skip(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y)) {
        return this.#fault("a backslash stands before something that needs none");
      }
    }
  }

  #scalar(): Fault | null {
    const start = this.#offset;
    if (
      this.#skip(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)\b/y)
    ) {
      return null;
    }
    const rest = this.#text.slice(start, start + 12);
    if (/^-?(NaN|Infinity|inf\b)/i.test(rest)) {
      return this.#fault("NaN and Infinity are not JSON; null is a missing value");
    }
    if (/^(None|True|False)\b/.test(rest)) {
      return this.#fault("Python's None, True and False are null, true and false in JSON");
    }
    if (rest.startsWith("'")) return this.#fault('texts stand in double quotes (")');
    if (/^[-+.\d]/.test(rest)) return this.#fault("this is not how JSON writes a number");
    if (/^[\]}]/.test(rest)) return this.#fault("a comma stands before the end");
    return this.#fault("a value is missing");
  }

  #skipPlainText(): void {
    for (; this.#offset < this.#text.length; this.#offset++) {
      const code = this.#text.charCodeAt(this.#offset);
      if (code < 0x20 || code === 0x22 || code === 0x5c) return;
    }
  }

  /** Moves past what a sticky pattern matches; whether it did. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset;
    if (!pattern.test(this.#text)) return false;
    this.#offset = pattern.lastIndex;
    return true;
  }

  #fault(reason: string): Fault {
    return { offset: this.#offset, reason };
  }
}
