// Expressions: Jinja's grammar, level by level. @see jinja2/parser.py (3.1)

import { PyFloat } from "../objects/values.ts";
import { comparisons, integerOf, nameOrConstant } from "./literals.ts";
import type {
  BinaryOperator,
  Call,
  CallParts,
  CompareOperator,
  Expression,
  Filter,
  Pair,
} from "./nodes.ts";
import { describe, type TokenStream } from "./token-stream.ts";
import type { Token } from "./tokens.ts";

/** Brackets within brackets, and conditions within conditions; Python gives up at about 90. */
const maxNesting = 100;

export interface TupleOptions {
  /** Whether `a if b` may stand here; it may not in `if` and `for … in`. */
  readonly conditions?: boolean;
  /** A name that ends the tuple: `in`, `recursive`. */
  readonly endName?: string;
  /** Whether brackets stand around, so that it may be empty. */
  readonly bracketed?: boolean;
  /** Whether only names and literals may stand in it: the targets of `for` and `set`. */
  readonly simple?: boolean;
}

export class ExpressionParser {
  readonly stream: TokenStream;
  #depth = 0;

  constructor(stream: TokenStream) {
    this.stream = stream;
  }

  /** @throws TEMPLATE_SYNTAX */
  expression(conditions = true): Expression {
    if (++this.#depth > maxNesting) throw this.stream.error("expressions are nested too deep here");
    const result = conditions ? this.#conditional() : this.#or();
    this.#depth--;
    return result;
  }

  /** One expression, or several with commas as a tuple. */
  tuple(options: TupleOptions = {}): Expression {
    const { stream } = this;
    const at = stream.current.at;
    const items: Expression[] = [];
    let commas = false;
    for (;;) {
      if (items.length > 0) stream.expectOperator(",");
      if (this.#endsTuple(options.endName)) break;
      items.push(
        options.simple === true ? this.#primary() : this.expression(options.conditions ?? true),
      );
      if (!stream.isOperator(",")) break;
      commas = true;
    }
    const [first] = items;
    if (!commas && first !== undefined) return first;
    if (!commas && options.bracketed !== true) {
      throw stream.error(`expected an expression, got ${describe(stream.current)}`);
    }
    return { kind: "tuple", items, at };
  }

  #endsTuple(endName: string | undefined): boolean {
    const { current } = this.stream;
    if (current.type === "variable_end" || current.type === "block_end") return true;
    return this.stream.isOperator(")") || (endName !== undefined && this.stream.isName(endName));
  }

  #conditional(): Expression {
    const { stream } = this;
    let result = this.#or();
    while (stream.isName("if")) {
      const { at } = stream.next();
      const test = this.#or();
      const no = stream.skipName("else") ? this.#nested(() => this.#conditional()) : null;
      result = { kind: "conditional", test, yes: result, no, at };
    }
    return result;
  }

  /** Where the grammar calls itself without a bracket. */
  #nested(parse: () => Expression): Expression {
    if (++this.#depth > maxNesting) throw this.stream.error("expressions are nested too deep here");
    const result = parse();
    this.#depth--;
    return result;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.stream.isName("or")) {
      const { at } = this.stream.next();
      left = { kind: "binary", operator: "or", left, right: this.#and(), at };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.stream.isName("and")) {
      const { at } = this.stream.next();
      left = { kind: "binary", operator: "and", left, right: this.#not(), at };
    }
    return left;
  }

  #not(): Expression {
    if (!this.stream.isName("not")) return this.#compare();
    const { at } = this.stream.next();
    return { kind: "unary", operator: "not", of: this.#nested(() => this.#not()), at };
  }

  #compare(): Expression {
    const { stream } = this;
    const at = stream.current.at;
    const of = this.#sum();
    const rest: { operator: CompareOperator; value: Expression }[] = [];
    for (;;) {
      const operator = this.#comparison();
      if (operator === null) break;
      rest.push({ operator, value: this.#sum() });
    }
    return rest.length === 0 ? of : { kind: "compare", of, rest, at };
  }

  #comparison(): CompareOperator | null {
    const { stream } = this;
    const { current, following } = stream;
    if (current.type === "operator") {
      const operator = comparisons.get(current.value) ?? null;
      if (operator !== null) stream.next();
      return operator;
    }
    if (stream.skipName("in")) return "in";
    if (!stream.isName("not") || following.type !== "name" || following.value !== "in") return null;
    stream.next();
    stream.next();
    return "not in";
  }

  #sum(): Expression {
    return this.#binary(["+", "-"], () => this.#concat());
  }

  #concat(): Expression {
    const at = this.stream.current.at;
    const first = this.#product();
    const parts = [first];
    while (this.stream.skipOperator("~")) parts.push(this.#product());
    return parts.length === 1 ? first : { kind: "concat", parts, at };
  }

  #product(): Expression {
    return this.#binary(["*", "/", "//", "%"], () => this.#power());
  }

  /** Jinja's `**` groups from the left, and binds less than a sign: `2**3**2` is 64, `-2**2` is 4. */
  #power(): Expression {
    return this.#binary(["**"], () => this.#unary(true));
  }

  #binary(operators: readonly BinaryOperator[], part: () => Expression): Expression {
    let left = part();
    while (this.stream.isOperator(...operators)) {
      const token = this.stream.next();
      const operator = operators.find((candidate) => candidate === token.value) ?? "+";
      left = { kind: "binary", operator, left, right: part(), at: token.at };
    }
    return left;
  }

  #unary(filters: boolean): Expression {
    const { stream } = this;
    let node: Expression;
    if (stream.isOperator("-", "+")) {
      const token = stream.next();
      const of = this.#nested(() => this.#unary(false));
      node = { kind: "unary", operator: token.value === "-" ? "-" : "+", of, at: token.at };
    } else {
      node = this.#primary();
    }
    node = this.#postfix(node);
    return filters ? this.#filters(node) : node;
  }

  #primary(): Expression {
    const token = this.stream.next();
    const { at } = token;
    switch (token.type) {
      case "name":
        return nameOrConstant(token);
      case "string": {
        let value = token.value;
        while (this.stream.current.type === "string") value += this.stream.next().value;
        return { kind: "constant", value, at };
      }
      case "integer":
        return { kind: "constant", value: integerOf(token.value), at };
      case "float":
        return { kind: "constant", value: new PyFloat(Number(token.value)), at };
      case "operator":
        return this.#bracketed(token);
      default:
        throw this.stream.error(`unexpected ${describe(token)}`, at);
    }
  }

  #bracketed(token: Token): Expression {
    if (token.value === "(") {
      const inner = this.#nested(() => this.tuple({ bracketed: true }));
      this.stream.expectOperator(")");
      return inner;
    }
    if (token.value === "[") return this.#list(token.at);
    if (token.value === "{") return this.#dict(token.at);
    throw this.stream.error(`unexpected ${describe(token)}`, token.at);
  }

  #list(at: number): Expression {
    const items: Expression[] = [];
    this.#separated("]", () => items.push(this.expression()));
    return { kind: "list", items, at };
  }

  #dict(at: number): Expression {
    const items: Pair[] = [];
    this.#separated("}", () => {
      const key = this.expression();
      this.stream.expectOperator(":");
      items.push({ key, value: this.expression() });
    });
    return { kind: "dict", items, at };
  }

  /** Parts with commas up to a closing bracket; a last comma may stand before it. */
  #separated(close: string, part: () => void): void {
    let first = true;
    while (!this.stream.isOperator(close)) {
      if (!first) this.stream.expectOperator(",");
      if (this.stream.isOperator(close)) break;
      part();
      first = false;
    }
    this.stream.expectOperator(close);
  }

  #postfix(start: Expression): Expression {
    let node = start;
    for (;;) {
      if (this.stream.isOperator(".", "[")) node = this.#subscript(node);
      else if (this.stream.isOperator("(")) node = this.#call(node);
      else return node;
    }
  }

  #filters(start: Expression): Expression {
    let node = start;
    for (;;) {
      if (this.stream.isOperator("|")) node = this.filter(node) ?? node;
      else if (this.stream.isName("is")) node = this.#test(node);
      else if (this.stream.isOperator("(")) node = this.#call(node);
      else return node;
    }
  }

  #subscript(of: Expression): Expression {
    const { stream } = this;
    const token = stream.next();
    if (token.value === ".") {
      const part = stream.next();
      if (part.type === "name") return { kind: "attribute", of, name: part.value, at: part.at };
      if (part.type !== "integer") throw stream.error("expected a name or a number", part.at);
      const key: Expression = { kind: "constant", value: integerOf(part.value), at: part.at };
      return { kind: "item", of, key, at: token.at };
    }
    const keys: Expression[] = [];
    while (!stream.isOperator("]")) {
      if (keys.length > 0) stream.expectOperator(",");
      keys.push(this.#subscribed());
    }
    stream.expectOperator("]");
    const [key] = keys;
    const single = keys.length === 1 && key !== undefined;
    const whole: Expression = single ? key : { kind: "tuple", items: keys, at: token.at };
    return { kind: "item", of, key: whole, at: token.at };
  }

  #subscribed(): Expression {
    const { stream } = this;
    const at = stream.current.at;
    const start = stream.isOperator(":") ? null : this.expression();
    if (start !== null && !stream.isOperator(":")) return start;
    stream.expectOperator(":");
    const ends = () => stream.isOperator("]", ",", ":");
    const stop = ends() ? null : this.expression();
    const step = stream.skipOperator(":") && !ends() ? this.expression() : null;
    return { kind: "slice", start, stop, step, at };
  }

  #call(of: Expression): Call {
    const { at } = this.stream.current;
    return { kind: "call", of, ...this.#arguments(), at };
  }

  #arguments(): CallParts {
    const { stream } = this;
    const open = stream.expectOperator("(");
    const args: Expression[] = [];
    const keywords: { name: string; value: Expression }[] = [];
    let moreArgs: Expression | null = null;
    let moreKeywords: Expression | null = null;
    const ensure = (right: boolean) => {
      if (!right) throw stream.error("invalid syntax for function call expression", open.at);
    };
    let first = true;
    while (!stream.isOperator(")")) {
      if (!first) stream.expectOperator(",");
      if (!first && stream.isOperator(")")) break;
      first = false;
      const { current, following } = stream;
      if (stream.skipOperator("*")) {
        ensure(moreArgs === null && moreKeywords === null);
        moreArgs = this.expression();
      } else if (stream.skipOperator("**")) {
        ensure(moreKeywords === null);
        moreKeywords = this.expression();
      } else if (
        current.type === "name" &&
        following.type === "operator" &&
        following.value === "="
      ) {
        ensure(moreKeywords === null);
        stream.next();
        stream.next();
        keywords.push({ name: current.value, value: this.expression() });
      } else {
        ensure(moreArgs === null && moreKeywords === null && keywords.length === 0);
        args.push(this.expression());
      }
    }
    stream.expectOperator(")");
    return { args, keywords, moreArgs, moreKeywords };
  }

  /** Filters one after the other. @param inline  whether the first stands without `|`, as in a filter block */
  filter(start: Expression | null, inline = false): Filter | null {
    const { stream } = this;
    let node: Expression | null = start;
    let last: Filter | null = null;
    let bare = inline;
    while (bare || stream.isOperator("|")) {
      if (!bare) stream.next();
      bare = false;
      const { name, at } = this.#dottedName();
      const parts = stream.isOperator("(") ? this.#arguments() : noArguments;
      last = { kind: "filter", of: node, name, ...parts, at };
      node = last;
    }
    return last;
  }

  #dottedName(): { name: string; at: number } {
    const token = this.stream.expect("name");
    let name = token.value;
    while (this.stream.skipOperator(".")) name += `.${this.stream.expect("name").value}`;
    return { name, at: token.at };
  }

  #test(of: Expression): Expression {
    const { stream } = this;
    const is = stream.next();
    const negated = stream.skipName("not");
    const { name, at } = this.#dottedName();
    const parts = stream.isOperator("(") ? this.#arguments() : this.#bareArgument();
    const test: Expression = { kind: "test", of, name, ...parts, at };
    return negated ? { kind: "unary", operator: "not", of: test, at: is.at } : test;
  }

  /** `is divisibleby 3`: an argument without brackets. */
  #bareArgument(): CallParts {
    const { stream } = this;
    const { type } = stream.current;
    const begins =
      ["name", "string", "integer", "float"].includes(type) || stream.isOperator("[", "{");
    if (!begins || stream.isName("else", "or", "and")) return noArguments;
    if (stream.isName("is")) throw stream.error("You cannot chain multiple tests with is");
    return { ...noArguments, args: [this.#postfix(this.#primary())] };
  }
}

const noArguments: CallParts = { args: [], keywords: [], moreArgs: null, moreKeywords: null };
