// What runs a compiled template: the names it sees, its blocks, the variables of its functions.
// @see jinja2/runtime.py `Context`

import type { PyValue } from "../objects/values.ts";
import type { CallArguments } from "../python/instance.ts";
import type { Meter, Output } from "./render-state.ts";
import type { TemplateText } from "./template-text.ts";

/** A statement, ready to run. */
export type Step = (run: Run) => void;
/** An expression, ready to run. */
export type Eval = (run: Run) => PyValue;

/** A block of a template. */
export interface BlockCode {
  readonly name: string;
  readonly body: Step;
}

export interface CompiledTemplate {
  readonly text: TemplateText;
  readonly autoescape: boolean;
  readonly body: Step;
  readonly blocks: ReadonlyMap<string, BlockCode>;
}

/** A filter; `value` is what stands before the `|`. */
export interface FilterCode {
  /** Names of arguments after the value; `?` may be absent. Null: the filter takes whatever is given. */
  readonly signature: readonly string[] | null;
  readonly run: (
    value: PyValue,
    args: readonly (PyValue | undefined)[],
    context: Context,
    given: CallArguments,
  ) => PyValue;
}

export interface TestCode {
  readonly signature: readonly string[];
  /** A bool; an array of them where arrays are compared. */
  readonly run: (value: PyValue, args: readonly (PyValue | undefined)[]) => PyValue;
}

/** What a rendering may ask of the engine. */
export interface Library {
  /** @throws TEMPLATE_NOT_FOUND, TEMPLATE_SYNTAX */
  readonly get: (name: string) => CompiledTemplate;
  readonly has: (name: string) => boolean;
  /** For filters that use others by name: `map`, `select`. */
  readonly filters: ReadonlyMap<string, FilterCode>;
  readonly tests: ReadonlyMap<string, TestCode>;
  /** Names that every template sees, imported ones too. */
  readonly globals: Names;
}

/** Where a name's value is found; undefined for names that are not there. */
export interface NameSource {
  get(name: string): PyValue | undefined;
}

/** Names and their values, inner ones first. */
export class Names {
  readonly #map: NameSource;
  readonly #outer: Names | null;
  constructor(map: NameSource, outer: Names | null) {
    this.#map = map;
    this.#outer = outer;
  }
  get(name: string): PyValue | undefined {
    for (let names: Names | null = this; names !== null; names = names.#outer) {
      const value = names.#map.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** The names, blocks and escaping of one template as it runs; parents that it extends share it. */
export class Context {
  readonly library: Library;
  readonly meter: Meter;
  readonly template: CompiledTemplate;
  readonly names: Names;
  /** Names that the template sets at its top level. */
  readonly vars: Map<string, PyValue> = new Map();
  readonly exported: Set<string> = new Set();
  readonly blocks: Map<string, BlockCode[]>;
  /** Whether text is escaped now: by the file's name, or as `{% autoescape %}` says. */
  autoescape: boolean;

  constructor(
    library: Library,
    meter: Meter,
    template: CompiledTemplate,
    names: Names,
    blocks?: ReadonlyMap<string, readonly BlockCode[]>,
  ) {
    this.library = library;
    this.meter = meter;
    this.template = template;
    this.names = names;
    this.autoescape = template.autoescape;
    this.blocks = new Map();
    if (blocks === undefined) {
      for (const [name, block] of template.blocks) this.blocks.set(name, [block]);
    } else {
      for (const [name, chain] of blocks) this.blocks.set(name, [...chain]);
    }
  }

  resolve(name: string): PyValue | undefined {
    const own = this.vars.get(name);
    return own === undefined ? this.names.get(name) : own;
  }

  /** The names that are seen now, and some more: for an included template or a scoped block. */
  namesWith(locals: ReadonlyMap<string, PyValue>): Names {
    const own = this.vars.size === 0 ? this.names : new Names(new Map(this.vars), this.names);
    return locals.size === 0 ? own : new Names(locals, own);
  }

  /** The same template with more names. */
  derived(locals: ReadonlyMap<string, PyValue>): Context {
    const names = this.namesWith(locals);
    const context = new Context(this.library, this.meter, this.template, names, this.blocks);
    context.autoescape = this.autoescape;
    return context;
  }
}

/** A function of a template as it runs: its variables, and those of the functions around it. */
export class Run {
  readonly locals: (PyValue | undefined)[] = [];
  readonly outer: Run | null;
  readonly context: Context;
  readonly meter: Meter;
  /** Where text goes; blocks that keep their text turn it aside for a while. */
  out: Output;
  /** The template that this one extends, once `extends` was met. */
  readonly root: { parent: CompiledTemplate | null };

  constructor(context: Context, out: Output, outer: Run | null = null) {
    this.context = context;
    this.meter = context.meter;
    this.out = out;
    this.outer = outer;
    this.root = outer?.root ?? { parent: null };
  }
}

/** The function `hops` levels around. */
export function runAt(run: Run, hops: number): Run {
  let found = run;
  for (let i = 0; i < hops && found.outer !== null; i++) found = found.outer;
  return found;
}
