// A cursor over tokens with the questions a parser asks.

import type { PicklejarError } from "../errors.ts";
import { syntaxError, type TemplateText } from "./template-text.ts";
import type { Token, TokenType } from "./tokens.ts";

const descriptions: ReadonlyMap<TokenType, string> = new Map([
  ["data", "template data / text"],
  ["variable_begin", "begin of print statement"],
  ["variable_end", "end of print statement"],
  ["block_begin", "begin of statement block"],
  ["block_end", "end of statement block"],
  ["eof", "end of template"],
]);

export class TokenStream {
  readonly template: TemplateText;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(template: TemplateText, tokens: readonly Token[]) {
    this.template = template;
    this.#tokens = tokens;
  }

  get current(): Token {
    return this.#tokens[this.#position] ?? this.#last();
  }

  /** The token after the current one. */
  get following(): Token {
    return this.#tokens[this.#position + 1] ?? this.#last();
  }

  #last(): Token {
    return this.#tokens.at(-1) ?? { type: "eof", value: "", at: 0 };
  }

  /** The current token; moves on. */
  next(): Token {
    const token = this.current;
    if (token.type !== "eof") this.#position++;
    return token;
  }

  isOperator(...values: readonly string[]): boolean {
    return this.current.type === "operator" && values.includes(this.current.value);
  }

  isName(...values: readonly string[]): boolean {
    return this.current.type === "name" && values.includes(this.current.value);
  }

  /** Moves on over an operator if it is the current token. */
  skipOperator(value: string): boolean {
    const found = this.isOperator(value);
    if (found) this.next();
    return found;
  }

  skipName(value: string): boolean {
    const found = this.isName(value);
    if (found) this.next();
    return found;
  }

  /** @throws TEMPLATE_SYNTAX when another token stands here */
  expect(type: TokenType): Token {
    if (this.current.type !== type) throw this.#unexpected(descriptions.get(type) ?? type);
    return this.next();
  }

  expectOperator(value: string): Token {
    if (!this.isOperator(value)) throw this.#unexpected(value);
    return this.next();
  }

  expectName(value: string): Token {
    if (!this.isName(value)) throw this.#unexpected(value);
    return this.next();
  }

  #unexpected(wanted: string) {
    const got = describe(this.current);
    return this.error(`expected ${wanted}, got ${got}`, this.current.at);
  }

  error(
    reason: string,
    at: number = this.current.at,
    more: Record<string, unknown> = {},
  ): PicklejarError {
    return syntaxError(this.template, at, reason, more);
  }
}

/** A token as messages name it. */
export function describe(token: Token): string {
  const fixed = descriptions.get(token.type);
  if (fixed !== undefined) return fixed;
  return token.type === "operator" || token.type === "name" ? `'${token.value}'` : token.type;
}
