// Python's literals as far as the headers of numpy's files use them: dicts, lists, tuples, texts, whole numbers,
// booleans. A loop with a stack, so that depth costs nothing.

export type PythonLiteral =
  | null
  | boolean
  | number
  | string
  | readonly PythonLiteral[]
  | ReadonlyMap<string, PythonLiteral>;

interface Open {
  /** What closes it. */
  readonly close: ")" | "]" | "}";
  readonly items: PythonLiteral[];
  /** Keys of a dict, each before its value. */
  readonly keys: string[];
}

const token =
  /\s*(?:([()[\]{},:])|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d{1,15})L?|(True|False|None))/y;
const closers = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
] as const);
const words = new Map<string, PythonLiteral>([
  ["True", true],
  ["False", false],
  ["None", null],
]);

/** The value of a literal; tuples are lists. undefined when the text is no such literal. */
export function parsePythonLiteral(text: string): PythonLiteral | undefined {
  const open: Open[] = [];
  let done: PythonLiteral | undefined;
  let needsComma = false;
  token.lastIndex = 0;
  while (done === undefined) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, sign, single, double, digits, word] = match;
    const inside = open.at(-1);
    let value: PythonLiteral | undefined;
    if (sign === "," || sign === ":") {
      if (!needsComma || inside === undefined || !takes(inside, sign)) return undefined;
      needsComma = false;
      continue;
    }
    const close = closers.get(sign as "(" | "[" | "{") as Open["close"] | undefined;
    if (close !== undefined) {
      if (needsComma) return undefined;
      open.push({ close, items: [], keys: [] });
      continue;
    }
    if (sign !== undefined) {
      if (inside?.close !== sign) return undefined;
      open.pop();
      value = closed(inside, needsComma);
    } else {
      if (needsComma) return undefined;
      value = word === undefined ? scalar(single ?? double, digits) : words.get(word);
    }
    if (value === undefined) return undefined;
    needsComma = true;
    const outer = open.at(-1);
    if (outer === undefined) done = value;
    else outer.items.push(value);
  }
  return text.slice(token.lastIndex).trim() === "" ? done : undefined;
}

/** A colon follows a key, which then is no item; a comma follows an item. */
function takes(inside: Open, sign: string): boolean {
  if (inside.close !== "}") return sign === ",";
  const isKeyNext = inside.items.length === inside.keys.length;
  if (sign === ",") return isKeyNext;
  const key = inside.items.pop();
  if (isKeyNext || typeof key !== "string" || inside.keys.includes(key)) return false;
  inside.keys.push(key);
  return true;
}

function closed({ close, items, keys }: Open, hasItem: boolean): PythonLiteral | undefined {
  // `(3)` is a number in brackets, which numpy writes for no shape.
  if (close === ")" && items.length === 1 && hasItem) return undefined;
  if (close !== "}") return items;
  if (items.length !== keys.length) return undefined;
  return new Map(keys.map((key, i) => [key, items[i] ?? null]));
}

function scalar(text: string | undefined, digits: string | undefined): PythonLiteral | undefined {
  if (digits !== undefined) return Number(digits);
  return text === undefined || text.includes("\\") ? undefined : text;
}
