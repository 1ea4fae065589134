// A template's text as tokens, by Jinja's default delimiters. @see jinja2/lexer.py (3.1)

import { unescapeString } from "./string-literal.ts";
import { syntaxError, type TemplateText } from "./template-text.ts";

export type TokenType =
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "name"
  | "string"
  | "integer"
  | "float"
  | "operator"
  | "eof";

export interface Token {
  readonly type: TokenType;
  /** Text of data, names, operators; a string's value; a number's digits without `_`. */
  readonly value: string;
  /** Position in the template's text. */
  readonly at: number;
}

const operators = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const integers = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const floats = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const names = /[\p{XID_Continue}]+/uy;
const identifier = /^[\p{XID_Start}_]/u;
const strings = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const whiteSpace = /\s+/y;
const blockEnd = /\+%\}|-%\}\s*|%\}/y;
const variableEnd = /-\}\}\s*|\}\}/y;
const rawBegin = /\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})/y;
const rawEnd = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\})/g;
const commentEnd = /\+#\}|-#\}\s*|#\}/g;

const closers: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["(", ")"],
  ["[", "]"],
]);

/** The tokens of a template, the last one `eof`. @throws TEMPLATE_SYNTAX */
export function tokenize(template: TemplateText): Token[] {
  return new Lexer(template).run();
}

class Lexer {
  readonly #template: TemplateText;
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(template: TemplateText) {
    this.#template = template;
    this.#text = template.text;
  }

  run(): Token[] {
    while (this.#at < this.#text.length) this.#data();
    this.#push("eof", "", this.#text.length);
    return this.#tokens;
  }

  /** Text up to the next tag, and the tag. */
  #data(): void {
    const text = this.#text;
    const start = this.#at;
    const open = nextTag(text, start);
    const sign = text[open + 2];
    const data = text.slice(start, open);
    this.#push("data", sign === "-" && open < text.length ? data.trimEnd() : data, start);
    this.#at = open;
    if (open === text.length) return;
    if (this.#match(rawBegin) !== null) this.#raw(open);
    else this.#open(open, sign === "-" || sign === "+" ? 3 : 2);
  }

  /** A tag whose opening characters are `size` long. */
  #open(open: number, size: number): void {
    this.#at = open + size;
    const kind = this.#text[open + 1];
    if (kind === "#") this.#comment(open);
    else {
      this.#push(kind === "%" ? "block_begin" : "variable_begin", "", open);
      this.#tag(kind === "%" ? "block_end" : "variable_end");
    }
  }

  #raw(open: number): void {
    rawEnd.lastIndex = this.#at;
    const match = rawEnd.exec(this.#text);
    if (match === null) throw this.#error("this raw block is not ended by {% endraw %}", open);
    const data = this.#text.slice(this.#at, match.index);
    this.#push("data", match[1] === "-" ? data.trimEnd() : data, this.#at);
    this.#at = rawEnd.lastIndex;
  }

  #comment(open: number): void {
    commentEnd.lastIndex = this.#at;
    if (commentEnd.exec(this.#text) === null) {
      throw this.#error("this comment is not ended by #}", open);
    }
    this.#at = commentEnd.lastIndex;
  }

  /** Tokens up to the tag's end. Within brackets its characters are operators. */
  #tag(end: "block_end" | "variable_end"): void {
    const brackets: string[] = [];
    const ending = end === "block_end" ? blockEnd : variableEnd;
    while (this.#at < this.#text.length) {
      const at = this.#at;
      if (brackets.length === 0 && this.#match(ending) !== null) {
        this.#push(end, "", at);
        return;
      }
      if (this.#match(whiteSpace) === null) this.#token(at, brackets);
    }
  }

  #token(at: number, brackets: string[]): void {
    const float = this.#match(floats);
    const number = float ?? this.#match(integers);
    if (number !== null) {
      this.#push(float === null ? "integer" : "float", number.replaceAll("_", ""), at);
      return;
    }
    const name = this.#match(names);
    if (name !== null) {
      if (!identifier.test(name)) throw this.#error("this is no name", at);
      this.#push("name", name, at);
      return;
    }
    const string = this.#match(strings);
    if (string === null) {
      this.#operator(at, brackets);
      return;
    }
    const value = unescapeString(string.slice(1, -1));
    if (value === null) throw this.#error("this string has an escape that is not read", at);
    this.#push("string", value, at);
  }

  #operator(at: number, brackets: string[]): void {
    const operator = this.#match(operators);
    if (operator === null) {
      const character = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
      throw this.#error(`unexpected character ${JSON.stringify(character)}`, at);
    }
    this.#balance(operator, brackets, at);
    this.#push("operator", operator, at);
  }

  #balance(operator: string, brackets: string[], at: number): void {
    const closer = closers.get(operator);
    if (closer !== undefined) brackets.push(closer);
    if (operator !== "}" && operator !== ")" && operator !== "]") return;
    const expected = brackets.pop();
    if (expected === operator) return;
    const wanted = expected === undefined ? "" : `, expected '${expected}'`;
    throw this.#error(`unexpected '${operator}'${wanted}`, at);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #push(type: TokenType, value: string, at: number): void {
    if (type !== "data" || value !== "") this.#tokens.push({ type, value, at });
  }

  #error(reason: string, at: number) {
    return syntaxError(this.#template, at, reason);
  }
}

/** Where the next `{{`, `{%` or `{#` begins; the text's length when there is none. */
function nextTag(text: string, from: number): number {
  for (let at = text.indexOf("{", from); at >= 0; at = text.indexOf("{", at + 1)) {
    const next = text[at + 1];
    if (next === "{" || next === "%" || next === "#") return at;
  }
  return text.length;
}
