// Arithmetic in formulas: `a`, `np.log(a)`, `I(a ** 2)`, `Q("my column")`, with numbers, + - * / ** and brackets.

import { numpyFunctions } from "../numpy-functions.ts";

/** One row's numbers, by variable. */
export type RowNumbers = (variable: string) => number;

export interface Expression {
  /** The variables that it reads. */
  readonly variables: readonly string[];
  value(row: RowNumbers): number;
}

const maxLength = 1000;
const maxDepth = 50;

/** The expression, or null where it holds anything else. */
export function parseExpression(text: string): Expression | null {
  const tokens = text.length <= maxLength ? tokensOf(text) : null;
  if (tokens === null) return null;
  const parser = new Parser(tokens);
  const value = parser.sum(0);
  return value === null || !parser.isAtEnd ? null : { variables: [...parser.variables], value };
}

type Value = (row: RowNumbers) => number;

const token =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][\w.]*)|("[^"\\]*"|'[^'\\]*')|(\*\*|[-+*/()]))/y;

function tokensOf(text: string): readonly string[] | null {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return null;
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? "");
  }
  return tokens;
}

type Signs = ReadonlyMap<string, (a: number, b: number) => number>;

const sums: Signs = new Map([
  ["+", (a, b) => a + b],
  ["-", (a, b) => a - b],
]);

const products: Signs = new Map([
  ["*", (a, b) => a * b],
  ["/", (a, b) => a / b],
]);

/** Python's order: + and −, * and /, a sign, **. Each method gives null where the text is something else. */
class Parser {
  readonly variables = new Set<string>();
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  sum(depth: number): Value | null {
    return this.#chain(depth, sums, () => this.#product(depth));
  }

  #product(depth: number): Value | null {
    return this.#chain(depth, products, () => this.#signed(depth));
  }

  #chain(depth: number, signs: Signs, part: () => Value | null): Value | null {
    if (depth > maxDepth) return null;
    let left = part();
    for (;;) {
      const combine = signs.get(this.#next ?? "");
      if (left === null || combine === undefined) return left;
      this.#at++;
      const [first, second] = [left, part()];
      left = second && ((row) => combine(first(row), second(row)));
    }
  }

  #signed(depth: number): Value | null {
    if (depth > maxDepth) return null;
    if (this.#take("+")) return this.#signed(depth + 1);
    if (!this.#take("-")) return this.#power(depth);
    const value = this.#signed(depth + 1);
    return value && ((row) => -value(row));
  }

  #power(depth: number): Value | null {
    const base = this.#atom(depth);
    if (base === null || !this.#take("**")) return base;
    const exponent = this.#signed(depth + 1);
    return exponent && ((row) => base(row) ** exponent(row));
  }

  #atom(depth: number): Value | null {
    const text = this.#next ?? "";
    this.#at++;
    if (text === "(") return this.#closed(depth);
    if (/^[\d.]/.test(text)) return () => Number(text);
    if (!/^[A-Za-z_]/.test(text)) return null;
    if (!this.#take("(")) return text.includes(".") ? null : this.#variable(text);
    if (text === "Q") return this.#quoted();
    const change = text === "I" ? (x: number) => x : functionOf(text);
    const value = this.#closed(depth);
    return change && value && ((row) => change(value(row)));
  }

  #closed(depth: number): Value | null {
    const value = this.sum(depth + 1);
    return this.#take(")") ? value : null;
  }

  #quoted(): Value | null {
    const text = this.#next ?? "";
    this.#at++;
    return /^["']/.test(text) && this.#take(")") ? this.#variable(text.slice(1, -1)) : null;
  }

  #variable(name: string): Value {
    this.variables.add(name);
    return (row) => row(name);
  }

  get #next(): string | undefined {
    return this.#tokens[this.#at];
  }

  #take(text: string): boolean {
    if (this.#next !== text) return false;
    this.#at++;
    return true;
  }
}

/** A function of numpy under its usual names: `np.log`. */
function functionOf(text: string): ((x: number) => number) | null {
  const [, name = ""] = /^(?:np|numpy)\.(\w+)$/.exec(text) ?? [];
  return numpyFunctions.get(name) ?? null;
}
