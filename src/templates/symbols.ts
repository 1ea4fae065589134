// Which variable a name means: Jinja decides it when a template is compiled, scope by scope. A scope reads names of scopes
// around it, and a name it sets anywhere is its own from the beginning. @see jinja2/idtracking.py (3.1)

import type { Body, Expression, Filter, Statement, Target } from "./nodes.ts";
import { expressionParts } from "./walk.ts";

/** A function of the compiled template: its page, a block, a macro, a recursive loop. Its variables live together. */
export class Unit {
  readonly outer: Unit | null;
  readonly #places = new Map<string, Place>();
  constructor(outer: Unit | null) {
    this.outer = outer;
  }
  /** Number of variables so far. */
  get size(): number {
    return this.#places.size;
  }
  /** The variable of a name at a level of nesting; scopes beside each other at the same level share it. */
  place(level: number, name: string): Place {
    const key = `${level} ${name}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = { unit: this, slot: this.size };
    this.#places.set(key, place);
    return place;
  }
}

/** Where a variable lives. */
export interface Place {
  readonly unit: Unit;
  readonly slot: number;
}

/** What a variable holds when its scope begins. */
export type Load =
  | { readonly kind: "parameter" }
  | { readonly kind: "resolve"; readonly name: string }
  | { readonly kind: "alias"; readonly of: Place }
  | { readonly kind: "missing" };

export class Symbols {
  readonly unit: Unit;
  readonly parent: Symbols | null;
  readonly #level: number;
  #places = new Map<string, Place>();
  #loads = new Map<Place, Load>();
  #stores = new Set<string>();

  constructor(unit: Unit, parent: Symbols | null) {
    this.unit = unit;
    this.parent = parent;
    this.#level = parent === null ? 0 : parent.#level + 1;
  }

  /** What the scope's variables hold at its beginning. */
  get loads(): ReadonlyMap<Place, Load> {
    return this.#loads;
  }

  /** The variable of a name, of this scope or one around it. */
  find(name: string): Place | null {
    for (let scope: Symbols | null = this; scope !== null; scope = scope.parent) {
      const place = scope.#places.get(name);
      if (place !== undefined) return place;
    }
    return null;
  }

  /** Every name that this scope or one around it sets, with its variable: what an included template sees. */
  allStores(): ReadonlyMap<string, Place> {
    const stores = new Map<string, Place>();
    for (let scope: Symbols | null = this; scope !== null; scope = scope.parent) {
      for (const name of scope.#stores) {
        const place = stores.has(name) ? null : this.find(name);
        if (place !== null) stores.set(name, place);
      }
    }
    return stores;
  }

  declareParameter(name: string): Place {
    this.#stores.add(name);
    return this.#define(name, { kind: "parameter" });
  }

  store(name: string): void {
    this.#stores.add(name);
    if (this.#places.has(name)) return;
    const outer = this.parent?.find(name) ?? null;
    this.#define(name, outer === null ? { kind: "missing" } : { kind: "alias", of: outer });
  }

  load(name: string): void {
    if (this.find(name) === null) this.#define(name, { kind: "resolve", name });
  }

  #define(name: string, load: Load): Place {
    const place = this.unit.place(this.#level, name);
    this.#places.set(name, place);
    this.#loads.set(place, load);
    return place;
  }

  /** The scope as each branch of an `if` leaves it; what only some branches set is looked up outside before. */
  branches(bodies: readonly (() => void)[]): void {
    const start = this.#copy();
    const results: State[] = [];
    for (const visit of bodies) {
      this.#restore(copyState(start));
      visit();
      results.push(this.#copy());
    }
    this.#restore(start);
    const counts = new Map<string, number>();
    for (const branch of results) {
      for (const name of branch.stores) {
        if (!start.stores.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    for (const branch of results) {
      for (const [name, place] of branch.places) this.#places.set(name, place);
      for (const [place, load] of branch.loads) this.#loads.set(place, load);
      for (const name of branch.stores) this.#stores.add(name);
    }
    for (const [name, count] of counts) {
      const place = count === results.length ? null : this.find(name);
      if (place === null) continue;
      const outer = this.parent?.find(name) ?? null;
      this.#loads.set(
        place,
        outer === null ? { kind: "resolve", name } : { kind: "alias", of: outer },
      );
    }
  }

  #copy(): State {
    return copyState({ places: this.#places, loads: this.#loads, stores: this.#stores });
  }

  #restore(state: State): void {
    this.#places = state.places;
    this.#loads = state.loads;
    this.#stores = state.stores;
  }
}

interface State {
  readonly places: Map<string, Place>;
  readonly loads: Map<Place, Load>;
  readonly stores: Set<string>;
}

function copyState({ places, loads, stores }: State): State {
  return { places: new Map(places), loads: new Map(loads), stores: new Set(stores) };
}

/** Takes in the names of a scope's body; scopes within it are their own. */
export function analyzeBody(symbols: Symbols, body: Body): void {
  for (const statement of body) analyzeStatement(symbols, statement);
}

function analyzeStatement(symbols: Symbols, node: Statement): void {
  switch (node.kind) {
    case "output":
      analyzeExpression(symbols, node.value);
      return;
    case "for":
      analyzeExpression(symbols, node.iterable);
      return;
    case "if": {
      analyzeExpression(symbols, node.test);
      const elifs = () => {
        for (const branch of node.elifs) analyzeStatement(symbols, branch);
      };
      const [body, otherwise] = [node.body, node.otherwise];
      const inside = () => analyzeBody(symbols, body);
      symbols.branches([inside, elifs, () => analyzeBody(symbols, otherwise)]);
      return;
    }
    case "set":
      analyzeExpression(symbols, node.value);
      analyzeTarget(symbols, node.target);
      return;
    case "set-block":
      analyzeTarget(symbols, node.target);
      return;
    case "with":
      for (const value of node.values) analyzeExpression(symbols, value);
      return;
    case "macro":
      symbols.store(node.name);
      return;
    case "call-block":
      analyzeExpression(symbols, node.call);
      return;
    case "filter-block":
      analyzeFilter(symbols, node.filter);
      return;
    case "extends":
    case "include":
      analyzeExpression(symbols, node.template);
      return;
    case "import":
      analyzeExpression(symbols, node.template);
      symbols.store(node.target);
      return;
    case "from-import":
      analyzeExpression(symbols, node.template);
      for (const { alias } of node.names) symbols.store(alias);
      return;
    case "data":
    case "block":
    case "autoescape":
      return;
  }
}

/** A filter without its value, in which the names of its arguments stand. */
export function analyzeFilter(symbols: Symbols, filter: Filter | null): void {
  if (filter !== null) analyzeExpression(symbols, filter);
}

export function analyzeExpression(symbols: Symbols, node: Expression): void {
  if (node.kind === "name") symbols.load(node.name);
  else for (const part of expressionParts(node)) analyzeExpression(symbols, part);
}

/** Names that are given values; as parameters where a loop, a macro or `with` gives them. */
export function analyzeTarget(symbols: Symbols, target: Target, parameter = false): void {
  if (target.kind === "namespace-target") symbols.load(target.name);
  for (const name of targetNames(target)) {
    if (parameter) symbols.declareParameter(name);
    else symbols.store(name);
  }
}

/** The names in a target, in order. */
export function targetNames(target: Target | Expression): readonly string[] {
  if (target.kind === "name") return [target.name];
  return target.kind === "tuple" ? target.items.flatMap(targetNames) : [];
}
