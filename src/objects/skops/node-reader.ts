// What reading a skops schema has at hand: the archive, the judgement of names, what was read already. Classes and
// functions are judged by the same table as a pickle's, and calls answered by the same builders.
// @see skops/io/_audit.py `get_tree`, `Node`

import type { ZipArchive } from "../../bytes/zip-archive.ts";
import { checkLimit } from "../../limits.ts";
import { type Budget, cost } from "../budget.ts";
import type { NameLedger } from "../name-ledger.ts";
import { isStateful, type PyGlobal, PyObject, type PyValue } from "../values.ts";
import type { SchemaNode } from "./schema-node.ts";

/** Makes the value of one kind of node. */
export type LoaderReader = (node: SchemaNode, reader: NodeReader) => PyValue;

export interface ReaderParts {
  /** By the names of loaders, such as `DictNode`. */
  readonly loaders: ReadonlyMap<string, LoaderReader>;
  readonly archive: ZipArchive;
  readonly ledger: NameLedger;
  readonly budget: Budget;
  /** Where the schema begins in the file: all that is told of where a name stands. */
  readonly start: number;
}

/** Nodes in each other: an estimator takes about four. */
const maxDepth = 400;

/** Marks a node that is being read: who meets it again is inside of itself. */
const reading = Symbol("reading");

export class NodeReader {
  readonly archive: ZipArchive;
  readonly budget: Budget;
  /** Where the schema begins in the file. */
  readonly start: number;
  readonly #loaders: ReadonlyMap<string, LoaderReader>;
  readonly #ledger: NameLedger;
  readonly #known = new Map<number, PyValue | typeof reading>();
  #depth = 0;

  constructor({ loaders, archive, ledger, budget, start }: ReaderParts) {
    this.#loaders = loaders;
    this.archive = archive;
    this.budget = budget;
    this.start = start;
    this.#ledger = ledger;
  }

  /** The value of a node; of an object that the schema names again, the same value. @throws SKOPS_MALFORMED */
  read(node: SchemaNode): PyValue {
    this.budget.spend(cost.object);
    this.budget.step();
    const { id, loader } = node;
    const known = id === null ? undefined : this.#known.get(id);
    if (known === reading) throw node.malformed("an object holds itself");
    if (known !== undefined) return known;
    const read = this.#loaders.get(loader);
    if (read === undefined) return this.#unknownLoader(node);
    if (++this.#depth > maxDepth) throw node.malformed(`it is nested more than ${maxDepth} deep`);
    if (id !== null) this.#known.set(id, reading);
    const value = read(node, this);
    if (id !== null) this.#known.set(id, value);
    this.#depth--;
    return value;
  }

  /** A class or function, judged. */
  global(module: string, name: string): PyGlobal {
    return this.#ledger.name(module, name, this.start);
  }

  /** What a call makes: our own builder's value, or a record. @throws PICKLE_FORBIDDEN_CALL */
  call(global: PyGlobal, args: readonly PyValue[]): PyValue {
    return this.#ledger.call(global, args, null, this.start);
  }

  /** Gives an object its state, as BUILD does in a pickle. */
  fill(value: PyValue, state: PyValue): PyValue {
    if (isStateful(value)) value.setState(state, this.start);
    else if (value instanceof PyObject) value.state = state;
    return value;
  }

  /** The contents of a member of the archive, and where it begins. @throws SKOPS_MALFORMED when it is not there */
  file(node: SchemaNode): { readonly bytes: Uint8Array; readonly start: number } {
    const name = node.text("file");
    const bytes = this.archive.read(name);
    if (bytes === undefined) throw node.malformed("its file is not in the archive");
    checkLimit(this.budget.limits, "fileBytes", bytes.length);
    return { bytes, start: this.archive.startOf(name) };
  }

  /** Notes a class that its loader does not make. @throws SKOPS_MALFORMED unless unknown names are kept */
  expectClass(node: SchemaNode, ...paths: readonly string[]): void {
    if (paths.includes(node.path)) return;
    this.global(node.module, node.className);
    this.#ledger.refuse(node.malformed(`${node.loader} makes no object of this class`));
  }

  /** A record of the class, where unknown names are kept. */
  #unknownLoader(node: SchemaNode): PyObject {
    const global = this.global(node.module, node.className);
    const loader = JSON.stringify(node.loader.slice(0, 60));
    this.#ledger.refuse(node.malformed(`its loader ${loader} is unknown`));
    return new PyObject(global, [], this.start);
  }
}
