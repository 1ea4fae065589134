// LightGBM's text form: a header of `key=value` lines, a block of such lines for each tree, and what training noted.
// @see LightGBM/src/boosting/gbdt_model_text.cpp `GBDT::SaveModelToString`, `GBDT::LoadModelFromString`

/** Makes the error that a model cannot be used. */
export type Fail = (reason: string) => Error;

/** `key=value` lines, each key once. A line without `=` has the value "". */
export type Lines = ReadonlyMap<string, string>;

export interface ModelText {
  readonly header: Lines;
  readonly trees: readonly Lines[];
  /** Whether the line `end of trees` was there: what comes after it matters to no answer. */
  readonly isWhole: boolean;
  /** `[categorical_feature: 0,3]` of the block `parameters:`. */
  readonly parameters: Lines;
  /** The JSON after `pandas_categorical:`, which Python puts behind the model; null where it is absent. */
  readonly pandasCategorical: string | null;
}

const treesEnd = "end of trees";

/** The longest text of the parts that are not trees, so that nobody can hide a book in a name. */
const maxLine = 2 ** 28;

/** What a tree takes besides its numbers, estimated: lists, views and their owners. */
const treeBytes = 1500;

/**
 * @param spend  counts memory; throws when there is no more
 * @throws what `fail` makes when a block names a key twice, or trees are not numbered from 0
 */
export function parseModelText(
  text: string,
  fail: Fail,
  spend: (bytes: number) => void,
): ModelText {
  // The numbers of its trees.
  spend(text.length);
  const lines = new LineReader(text, fail);
  if (lines.next() !== "tree") throw fail("it does not begin with the line `tree`");
  const header = readBlock(lines, fail, (line) => line.startsWith("Tree=") || line === treesEnd);
  const trees: Lines[] = [];
  while (lines.peek()?.startsWith("Tree=") === true) {
    const number = lines.next()?.slice("Tree=".length);
    spend(treeBytes);
    if (number !== String(trees.length))
      throw fail(`tree ${trees.length} has the number ${number}`);
    trees.push(readBlock(lines, fail, (line) => line === ""));
    while (lines.peek() === "") lines.next();
  }
  return { header, trees, ...readRest(lines) };
}

class LineReader {
  readonly #text: string;
  readonly #fail: Fail;
  #at = 0;
  #peeked: string | null | undefined;

  constructor(text: string, fail: Fail) {
    this.#text = text;
    this.#fail = fail;
  }

  /** The next line without its end; null at the end of the text. */
  peek(): string | null {
    this.#peeked ??= this.#read();
    return this.#peeked;
  }

  next(): string | null {
    const line = this.peek();
    this.#peeked = undefined;
    return line;
  }

  #read(): string | null {
    const text = this.#text;
    if (this.#at >= text.length) return null;
    const found = text.indexOf("\n", this.#at);
    const end = found < 0 ? text.length : found;
    if (end - this.#at > maxLine) throw this.#fail("a line is too long");
    const line = text.slice(this.#at, end);
    this.#at = end + 1;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}

/** Lines up to one that ends the block, which stays to be read, or to the end. Empty lines say nothing. */
function readBlock(lines: LineReader, fail: Fail, isEnd: (line: string) => boolean): Lines {
  const block = new Map<string, string>();
  for (let line = lines.peek(); line !== null && !isEnd(line); line = lines.peek()) {
    lines.next();
    if (line === "") continue;
    const equals = line.indexOf("=");
    const key = equals < 0 ? line : line.slice(0, equals);
    if (block.has(key)) throw fail(`it says ${key} twice`);
    block.set(key, equals < 0 ? "" : line.slice(equals + 1));
  }
  return block;
}

function readRest(lines: LineReader): Omit<ModelText, "header" | "trees"> {
  const parameters = new Map<string, string>();
  let isWhole = false;
  let pandasCategorical: string | null = null;
  const mark = "pandas_categorical:";
  for (let line = lines.next(); line !== null; line = lines.next()) {
    if (line === treesEnd) isWhole = true;
    const [, name, value] = /^\[([a-z_]{1,60}): ?(.*)\]$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) parameters.set(name, value);
    if (line.startsWith(mark)) pandasCategorical = line.slice(mark.length);
  }
  return { parameters, isWhole, pandasCategorical };
}
