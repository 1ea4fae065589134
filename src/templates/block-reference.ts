// `super()` and `self.name()`: blocks that are called. And imported templates. @see jinja2/runtime.py, environment.py

import type { PyValue } from "../objects/values.ts";
import { Markup, PyInstance, textOf } from "../python/instance.ts";
import { textRepr } from "../python/text-repr.ts";
import { type BlockCode, type Context, Run } from "./context.ts";
import { Output } from "./render-state.ts";
import { Undefined } from "./undefined.ts";

/** Writes a block. */
export function runBlock(code: BlockCode, context: Context, out: Output): void {
  context.meter.within(() => code.body(new Run(context, out)));
}

export class BlockReference extends PyInstance {
  readonly kind = "block-reference";
  readonly typeName = "BlockReference";
  readonly #context: Context;
  readonly #chain: readonly BlockCode[];
  readonly #depth: number;

  constructor(context: Context, chain: readonly BlockCode[], depth: number) {
    super();
    this.#context = context;
    this.#chain = chain;
    this.#depth = depth;
  }

  override truth(): boolean {
    return true;
  }

  override attribute(name: string): PyValue | undefined {
    if (name === "name") return this.#chain[0]?.name ?? null;
    return name === "super" ? parentBlock(this.#context, this.#chain, this.#depth) : undefined;
  }

  override get call(): () => PyValue {
    return () => {
      const code = this.#chain[this.#depth];
      const out = new Output(this.#context.meter.limits);
      if (code !== undefined) runBlock(code, this.#context, out);
      return this.#context.autoescape ? new Markup(out.text) : out.text;
    };
  }
}

function parentBlock(context: Context, chain: readonly BlockCode[], depth: number): PyValue {
  if (depth + 1 < chain.length) return new BlockReference(context, chain, depth + 1);
  const name = chain[0]?.name ?? "";
  return Undefined.because(`there is no parent block called '${name}'.`);
}

/** `super` within a block. */
export function superOf(context: Context, name: string, current: BlockCode): PyValue {
  const chain = context.blocks.get(name) ?? [];
  const depth = chain.indexOf(current);
  return depth < 0
    ? Undefined.because(`there is no parent block called '${name}'.`)
    : parentBlock(context, chain, depth);
}

/** `self`: the blocks of the template by name. */
export class TemplateReference extends PyInstance {
  readonly kind = "template-reference";
  readonly typeName = "TemplateReference";
  readonly #context: Context;
  constructor(context: Context) {
    super();
    this.#context = context;
  }
  override truth(): boolean {
    return true;
  }
  override repr(): string {
    const { name } = this.#context.template.text;
    return `<TemplateReference ${name === null ? "None" : textRepr(name)}>`;
  }
  override item(key: PyValue): PyValue | undefined {
    const chain = this.#context.blocks.get(textOf(key) ?? "");
    return chain === undefined ? undefined : new BlockReference(this.#context, chain, 0);
  }
  override attribute(name: string): PyValue | undefined {
    return this.item(name);
  }
}

/** An imported template: the names it exports, and the text it writes. */
export class TemplateModule extends PyInstance {
  readonly kind = "template-module";
  readonly typeName = "TemplateModule";
  readonly #context: Context;
  readonly body: string;
  constructor(context: Context, body: string) {
    super();
    this.#context = context;
    this.body = body;
  }
  get name(): string {
    return this.#context.template.text.name ?? "";
  }
  override truth(): boolean {
    return true;
  }
  override text(): string {
    return this.body;
  }
  override repr(): string {
    return `<TemplateModule ${textRepr(this.name)}>`;
  }
  override attribute(name: string): PyValue | undefined {
    return this.#context.exported.has(name) ? this.#context.vars.get(name) : undefined;
  }
}
