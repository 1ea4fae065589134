// V8's coverage as an amount of work: every character of code, times how often it was executed.

export interface Block {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

interface FunctionCoverage {
  readonly ranges: readonly Block[];
}

export interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly FunctionCoverage[];
  }[];
}

export function blocksOf({ ranges }: FunctionCoverage): readonly Block[] {
  return ranges;
}

/**
 * The characters of code that were executed: of each block without those inside of it. White space and lines of
 * comments count nothing, so that no figure depends on the format of the code.
 *
 * @param blocks  of all functions of the source; a block lies in another or beside it
 */
export function executedCharacters(source: string, blocks: readonly Block[]): number {
  const ordered = [...blocks].sort(
    (a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset,
  );
  const before = charactersBefore(source);
  const open: Block[] = [];
  let total = 0;
  let at = 0;
  const advance = (to: number): void => {
    const count = open.at(-1)?.count ?? 0;
    total += count * ((before[to] ?? 0) - (before[at] ?? 0));
    at = to;
  };
  const closeUntil = (offset: number): void => {
    for (let last = open.at(-1); last && last.endOffset <= offset; last = open.at(-1)) {
      advance(last.endOffset);
      open.pop();
    }
  };
  for (const block of ordered) {
    closeUntil(block.startOffset);
    advance(block.startOffset);
    open.push(block);
  }
  closeUntil(Number.POSITIVE_INFINITY);
  return total;
}

/** For each offset how many characters of code stand before it. */
function charactersBefore(source: string): Uint32Array {
  const before = new Uint32Array(source.length + 1);
  let count = 0;
  let isComment = false;
  for (let i = 0; i < source.length; i++) {
    before[i] = count;
    const character = source[i] ?? "";
    if (character === "\n") isComment = false;
    else if (isLineStart(source, i) && /^(\/\/|\/?\*)/.test(source.slice(i, i + 2)))
      isComment = true;
    if (!isComment && character > " ") count++;
  }
  before[source.length] = count;
  return before;
}

function isLineStart(source: string, i: number): boolean {
  const character = source[i] ?? "";
  if (character !== "/" && character !== "*") return false;
  const line = source.slice(source.lastIndexOf("\n", i - 1) + 1, i);
  return line.trim() === "";
}
