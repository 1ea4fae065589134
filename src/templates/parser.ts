// Statements: from tokens to the tree of a template. @see jinja2/parser.py (3.1)

import { nearestName } from "../text.ts";
import { ExpressionParser } from "./expression-parser.ts";
import type { Body, Expression, Filter, If, Signature, Statement, Target } from "./nodes.ts";
import { parseTarget, parseTargetName } from "./target-parser.ts";
import type { TemplateText } from "./template-text.ts";
import { TokenStream } from "./token-stream.ts";
import { tokenize } from "./tokens.ts";

/** Statements within statements. */
const maxNesting = 60;

const tags = [
  "for",
  "if",
  "block",
  "extends",
  "print",
  "macro",
  "include",
  "from",
  "import",
  "set",
  "with",
  "autoescape",
  "call",
  "filter",
] as const;

/** Tags of extensions, which Flask does not turn on. */
const extensionTags: ReadonlyMap<string, string> = new Map([
  ["do", "the extension jinja2.ext.do"],
  ["break", "the extension jinja2.ext.loopcontrols"],
  ["continue", "the extension jinja2.ext.loopcontrols"],
  ["trans", "the extension jinja2.ext.i18n"],
  ["debug", "the extension jinja2.ext.debug"],
]);

/** The tree of a template. @throws TEMPLATE_SYNTAX */
export function parseTemplate(template: TemplateText): Body {
  return new Parser(new TokenStream(template, tokenize(template))).template();
}

class Parser {
  readonly #stream: TokenStream;
  readonly #expressions: ExpressionParser;
  /** The tags that are open, each with what may end it. */
  readonly #open: {
    readonly tag: string;
    readonly at: number;
    readonly ends: readonly string[];
  }[] = [];

  constructor(stream: TokenStream) {
    this.#stream = stream;
    this.#expressions = new ExpressionParser(stream);
  }

  template(): Body {
    return this.#statements([]);
  }

  #statements(ends: readonly string[]): Body {
    const stream = this.#stream;
    const body: Statement[] = [];
    for (;;) {
      const token = stream.next();
      if (token.type === "eof") {
        if (ends.length > 0) throw this.#unended();
        return body;
      }
      if (token.type === "data") {
        body.push({ kind: "data", text: token.value, at: token.at });
      } else if (token.type === "variable_begin") {
        const value = this.#expressions.tuple();
        body.push({ kind: "output", value, at: value.at });
        stream.expect("variable_end");
      } else {
        if (stream.isName(...ends)) return body;
        body.push(...this.#statement());
        stream.expect("block_end");
      }
    }
  }

  #unended() {
    const open = this.#open.at(-1);
    const tag = open?.tag ?? "";
    const ends = open?.ends.join(" or ") ?? "";
    return this.#stream.error(`{% ${tag} %} is not ended: looking for ${ends}`, open?.at);
  }

  /** The body of a statement up to one of its ends, which stays the current token. */
  #body(tag: string, at: number, ends: readonly string[]): Body {
    if (this.#open.length >= maxNesting) {
      throw this.#stream.error("statements are nested too deep here", at);
    }
    this.#stream.skipOperator(":");
    this.#stream.expect("block_end");
    this.#open.push({ tag, at, ends });
    const body = this.#statements(ends);
    this.#open.pop();
    return body;
  }

  #wholeBody(tag: string, at: number): Body {
    const body = this.#body(tag, at, [`end${tag}`]);
    this.#stream.next();
    return body;
  }

  #statement(): readonly Statement[] {
    const token = this.#stream.expect("name");
    const { value: tag, at } = token;
    switch (tag) {
      case "for":
        return [this.#for(at)];
      case "if":
        return [this.#if(at)];
      case "set":
        return [this.#set(at)];
      case "with":
        return [this.#with(at)];
      case "print":
        return this.#print(at);
      case "extends":
        return [{ kind: "extends", template: this.#expressions.expression(), at }];
      case "autoescape": {
        const value = this.#expressions.expression();
        return [{ kind: "autoescape", value, body: this.#wholeBody("autoescape", at), at }];
      }
      case "filter": {
        const filter = this.#inlineFilter();
        return [{ kind: "filter-block", filter, body: this.#wholeBody("filter", at), at }];
      }
      default:
        return [this.#definition(tag, at)];
    }
  }

  #definition(tag: string, at: number): Statement {
    switch (tag) {
      case "block":
        return this.#block(at);
      case "macro": {
        const { value: name } = parseTargetName(this.#stream);
        return {
          kind: "macro",
          name,
          ...this.#signature(),
          body: this.#wholeBody("macro", at),
          at,
        };
      }
      case "call":
        return this.#callBlock(at);
      case "include":
        return this.#include(at);
      case "import":
        return this.#import(at);
      case "from":
        return this.#fromImport(at);
      default:
        throw this.#unknownTag(tag, at);
    }
  }

  #unknownTag(tag: string, at: number) {
    const open = this.#open.at(-1);
    const extension = extensionTags.get(tag);
    if (extension !== undefined) {
      return this.#stream.error(
        `{% ${tag} %} needs ${extension}, which Flask does not turn on`,
        at,
      );
    }
    const ends =
      open === undefined
        ? ""
        : `; {% ${open.tag} %} is open, looking for ${open.ends.join(" or ")}`;
    const nearest = nearestName(tag, [...tags, ...(open?.ends ?? [])]);
    return this.#stream.error(`there is no tag {% ${tag} %}${ends}`, at, { nearest });
  }

  #for(at: number): Statement {
    const stream = this.#stream;
    const target = parseTarget(this.#expressions, { endName: "in" });
    stream.expectName("in");
    const iterable = this.#expressions.tuple({ conditions: false, endName: "recursive" });
    const test = stream.skipName("if") ? this.#expressions.expression() : null;
    const recursive = stream.skipName("recursive");
    const body = this.#body("for", at, ["endfor", "else"]);
    const otherwise = stream.next().value === "else" ? this.#wholeBody("for", at) : [];
    return { kind: "for", target, iterable, test, recursive, body, otherwise, at };
  }

  #if(at: number): Statement {
    const stream = this.#stream;
    const branches: { test: Expression; body: Body; at: number }[] = [];
    let otherwise: Body = [];
    for (;;) {
      const test = this.#expressions.tuple({ conditions: false });
      const body = this.#body("if", at, ["elif", "else", "endif"]);
      branches.push({ test, body, at: test.at });
      const ending = stream.next().value;
      if (ending === "elif") continue;
      if (ending === "else") otherwise = this.#wholeBody("if", at);
      break;
    }
    const [first, ...rest] = branches.map(
      (branch): If => ({
        kind: "if",
        ...branch,
        elifs: [],
        otherwise: [],
      }),
    );
    if (first === undefined) throw stream.error("an if needs a condition", at);
    return { ...first, elifs: rest, otherwise };
  }

  #set(at: number): Statement {
    const stream = this.#stream;
    const target = parseTarget(this.#expressions, { namespaces: true });
    if (stream.skipOperator("=")) {
      return { kind: "set", target, value: this.#expressions.tuple(), at };
    }
    const filter = this.#expressions.filter(null);
    return { kind: "set-block", target, filter, body: this.#wholeBody("set", at), at };
  }

  #with(at: number): Statement {
    const stream = this.#stream;
    const names: Target[] = [];
    const values: Expression[] = [];
    while (stream.current.type !== "block_end") {
      if (names.length > 0) stream.expectOperator(",");
      names.push(parseTarget(this.#expressions));
      stream.expectOperator("=");
      values.push(this.#expressions.expression());
    }
    return { kind: "with", names, values, body: this.#wholeBody("with", at), at };
  }

  #print(at: number): Statement[] {
    const printed: Statement[] = [];
    while (this.#stream.current.type !== "block_end") {
      if (printed.length > 0) this.#stream.expectOperator(",");
      printed.push({ kind: "output", value: this.#expressions.expression(), at });
    }
    return printed;
  }

  #block(at: number): Statement {
    const stream = this.#stream;
    const { value: name } = stream.expect("name");
    const scoped = stream.skipName("scoped");
    const required = stream.skipName("required");
    if (stream.isOperator("-")) {
      throw stream.error("names of blocks have no hyphens: use an underscore");
    }
    const body = this.#wholeBody("block", at);
    const empty = body.every((part) => part.kind === "data" && part.text.trim() === "");
    if (required && !empty) {
      throw stream.error("Required blocks can only contain comments or whitespace", at);
    }
    stream.skipName(name);
    return { kind: "block", name, scoped, required, body, at };
  }

  #inlineFilter(): Filter {
    const at = this.#stream.current.at;
    const filter = this.#expressions.filter(null, true);
    if (filter === null) throw this.#stream.error("expected a filter", at);
    return filter;
  }

  #callBlock(at: number): Statement {
    const stream = this.#stream;
    const signature = stream.isOperator("(") ? this.#signature() : { parameters: [], defaults: [] };
    const call = this.#expressions.expression();
    if (call.kind !== "call") throw stream.error("expected a call", call.at);
    return { kind: "call-block", call, ...signature, body: this.#wholeBody("call", at), at };
  }

  #signature(): Signature {
    const stream = this.#stream;
    const parameters: Signature["parameters"][number][] = [];
    const defaults: Expression[] = [];
    stream.expectOperator("(");
    while (!stream.isOperator(")")) {
      if (parameters.length > 0) stream.expectOperator(",");
      const { value: name, at } = parseTargetName(this.#stream);
      parameters.push({ kind: "name", name, at });
      if (stream.skipOperator("=")) defaults.push(this.#expressions.expression());
      else if (defaults.length > 0) {
        throw stream.error("non-default argument follows default argument", at);
      }
    }
    stream.expectOperator(")");
    return { parameters, defaults };
  }

  #include(at: number): Statement {
    const stream = this.#stream;
    const template = this.#expressions.expression();
    const { following } = stream;
    const ignoreMissing =
      stream.isName("ignore") && following.type === "name" && following.value === "missing";
    if (ignoreMissing) {
      stream.next();
      stream.next();
    }
    const withContext = this.#context() ?? true;
    return { kind: "include", template, ignoreMissing, withContext, at };
  }

  /** `with context`, `without context`; null where neither stands. */
  #context(): boolean | null {
    const { current, following } = this.#stream;
    const stands = this.#stream.isName("with", "without");
    if (!stands || following.type !== "name" || following.value !== "context") return null;
    this.#stream.next();
    this.#stream.next();
    return current.value === "with";
  }

  #import(at: number): Statement {
    const template = this.#expressions.expression();
    this.#stream.expectName("as");
    const target = parseTargetName(this.#stream).value;
    return { kind: "import", template, target, withContext: this.#context() ?? false, at };
  }

  #fromImport(at: number): Statement {
    const stream = this.#stream;
    const template = this.#expressions.expression();
    stream.expectName("import");
    const names: { name: string; alias: string }[] = [];
    let withContext: boolean | null = null;
    for (;;) {
      if (names.length > 0) stream.expectOperator(",");
      withContext = this.#context();
      if (withContext !== null) break;
      const { value: name, at: where } = parseTargetName(this.#stream);
      if (name.startsWith("_")) {
        throw stream.error("names starting with an underline can not be imported", where);
      }
      const alias = stream.skipName("as") ? parseTargetName(this.#stream).value : name;
      names.push({ name, alias });
      withContext = this.#context();
      if (withContext !== null || !stream.isOperator(",")) break;
    }
    return { kind: "from-import", template, names, withContext: withContext ?? false, at };
  }
}
