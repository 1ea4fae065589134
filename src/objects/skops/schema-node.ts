// One node of a skops schema: a JSON object that says which class it stands for, and which loader reads it.

import type { JsonTree } from "../../bytes/json-tree.ts";
import { PicklejarError } from "../../errors.ts";

export class SchemaNode {
  /** Where it stands: `content.coef_`. */
  readonly where: string;
  readonly #entries: ReadonlyMap<string, JsonTree>;

  /** @throws SKOPS_MALFORMED when it is no object, or lacks its names */
  constructor(value: JsonTree | undefined, where: string) {
    this.where = where;
    if (!(value instanceof Map)) throw malformed(where, "it must be an object");
    this.#entries = value;
  }

  /** `ObjectNode`. */
  get loader(): string {
    return this.text("__loader__");
  }
  get module(): string {
    return this.text("__module__");
  }
  get className(): string {
    return this.text("__class__");
  }
  /** `builtins.list`. */
  get path(): string {
    return `${this.module}.${this.className}`;
  }
  /** What Python's `id()` was: equal for one and the same object. */
  get id(): number | null {
    const id = this.#entries.get("__id__");
    return typeof id === "number" && id !== 0 ? id : null;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  value(name: string): JsonTree | undefined {
    return this.#entries.get(name);
  }

  text(name: string): string {
    const value = this.#entries.get(name);
    if (typeof value === "string") return value;
    throw this.malformed(`${name} must be a text`);
  }

  node(name: string): SchemaNode {
    return new SchemaNode(this.#entries.get(name), this.#place(name));
  }

  /** The nodes of a list. */
  nodes(name: string): readonly SchemaNode[] {
    const value = this.#entries.get(name);
    if (!Array.isArray(value)) throw this.malformed(`${name} must be a list`);
    return value.map((item, i) => new SchemaNode(item, `${this.#place(name)}[${i}]`));
  }

  /** An object of nodes, in the order of the file. */
  namedNodes(name: string): readonly (readonly [string, SchemaNode])[] {
    const value = this.#entries.get(name);
    if (!(value instanceof Map)) throw this.malformed(`${name} must be an object`);
    return Array.from(value, ([key, item]) => [
      key,
      new SchemaNode(item, `${this.#place(name)}.${key}`),
    ]);
  }

  /** An object inside that is no node itself. */
  part(name: string): SchemaNode {
    return this.node(name);
  }

  malformed(reason: string): PicklejarError {
    return malformed(this.where, reason);
  }

  #place(name: string): string {
    return this.where === "" ? name : `${this.where}.${name}`;
  }
}

export function malformed(where: string, reason: string): PicklejarError {
  return new PicklejarError("SKOPS_MALFORMED", {
    where: where === "" ? "schema.json" : where,
    reason,
  });
}
