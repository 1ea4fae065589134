// What a running pickle has: its stack, memo, names and budget, and what opcodes do to them.
// @see CPython Modules/_pickle.c (3.14)

import { PicklejarError } from "../errors.ts";
import { type Budget, builtCost, cost } from "./budget.ts";
import { hasPayload } from "./builders.ts";
import { CopyAccount } from "./copy-account.ts";
import type { NameLedger } from "./name-ledger.ts";
import type { PickleCursor } from "./pickle-cursor.ts";
import { decodeLong } from "./pickle-literals.ts";
import { PickleMemo } from "./pickle-memo.ts";
import { PickleStack } from "./pickle-stack.ts";
import { decodeUtf8 } from "./pickle-text.ts";
import {
  isHashable,
  isStateful,
  type PyDict,
  PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
  type Stateful,
} from "./values.ts";

// There is none above.
const HIGHEST_PROTOCOL = 5;
// Longer ints than any library stores (a Mersenne twister's state has 20 kB in all).
const MAX_LONG_BYTES = 65_536;
// Python converts decimal text up to 4300 digits; a float's repr is far shorter.
const MAX_NUMBER_LINE = 4400;
// From this size on, and in steps of this size, filling a dict is timed.
const WATCHED = 1024;
const NOT_HASHABLE = "a list, dict, set or bytearray is used as a key or as an item of a set";

export class PickleState {
  protocol = 0;
  readonly cursor: PickleCursor;
  readonly ledger: NameLedger;
  readonly budget: Budget;
  readonly stack: PickleStack;
  readonly memo: PickleMemo = new PickleMemo();
  /** Whether this pickle lies inside another one, as the elements of joblib's object arrays do. */
  readonly isInner: boolean;
  readonly #copies: CopyAccount;

  constructor(cursor: PickleCursor, ledger: NameLedger, budget: Budget, isInner = false) {
    this.cursor = cursor;
    this.ledger = ledger;
    this.budget = budget;
    this.stack = new PickleStack(cursor, budget.limits);
    this.isInner = isInner;
    this.#copies = new CopyAccount(budget);
  }

  malformed(reason: string): PicklejarError {
    return this.cursor.malformed(reason);
  }

  proto(version: number): void {
    if (version > HIGHEST_PROTOCOL) {
      throw this.malformed(`protocol ${version} does not exist (the highest is 5)`);
    }
    this.protocol = Math.max(this.protocol, version);
  }

  pushText(length: number): void {
    const start = this.cursor.take(length);
    this.budget.spend(cost.text + length);
    const text = this.cursor.utf8(start, start + length);
    // Text beyond ASCII takes two bytes per character, whatever it took in the file.
    if (text.length < length) this.budget.grow(2 * text.length);
    this.stack.push(text);
  }

  pushPython2Text(length: number): void {
    const start = this.cursor.take(length);
    this.budget.spend(cost.text + length);
    this.stack.push(this.cursor.latin1(start, start + length));
  }

  pushTextLine(parse: (line: Uint8Array) => string | null, reason: string): void {
    const line = this.cursor.readLine();
    this.budget.spend(cost.text + 2 * line.length);
    const text = parse(line);
    if (text === null) throw this.malformed(reason);
    this.stack.push(text);
  }

  readNumberLine(): string {
    const line = this.cursor.readLine();
    if (line.length > MAX_NUMBER_LINE) {
      throw this.malformed(`a number of ${line.length} characters is no part of a model`);
    }
    return String.fromCharCode(...line);
  }

  pushNumber(value: PyValue, reason: string): void {
    if (value === null) throw this.malformed(reason);
    this.budget.spend(cost.float + (typeof value === "bigint" ? MAX_NUMBER_LINE / 2 : 0));
    this.stack.push(value);
  }

  /** A module's or a class's name on a line of its own. */
  readNameLine(): string {
    const line = this.cursor.readLine();
    this.budget.spend(cost.text + 2 * line.length);
    const name = decodeUtf8(line);
    if (name === null) throw this.malformed("the name is not valid UTF-8");
    return name;
  }

  pushBytes(length: number): void {
    this.budget.spend(cost.object);
    this.stack.push(this.cursor.readBytes(length));
  }

  pushLong(length: number): void {
    if (length > MAX_LONG_BYTES) {
      throw this.malformed(`an integer of ${length} bytes is no part of a model`);
    }
    this.budget.spend(cost.float + length);
    this.stack.push(decodeLong(this.cursor.readBytes(length)));
  }

  signedLength(): number {
    const length = this.cursor.readInt32();
    if (length < 0) throw this.malformed(`the length ${length} is negative`);
    return length;
  }

  pushTuple(items: PyValue[]): void {
    this.budget.spend(cost.tuple + cost.element * items.length);
    this.stack.push(new PyTuple(items));
  }

  memoize(index: number): void {
    this.budget.spend(this.memo.costOf(index));
    this.memo.put(index, this.stack.top());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw this.malformed(`nothing is stored under ${index}`);
    this.stack.push(value);
  }

  textIndex(): number {
    const line = this.readNumberLine();
    if (!/^\d{1,10}$/.test(line)) throw this.malformed("the memo's index is no number");
    return Number(line);
  }

  append(items: PyValue[]): void {
    const target = this.stack.top();
    if (items.length === 0) return;
    const isFirst = !Array.isArray(target) || target.length === 0;
    this.budget.spend(cost.element * items.length + (isFirst ? cost.firstElement : 0));
    if (Array.isArray(target)) for (const item of items) target.push(item);
    else if (target instanceof PyObject) for (const item of items) target.items.push(item);
    else throw this.malformed("it appends to what is not a list");
  }

  addItems(items: PyValue[]): void {
    const target = this.stack.top();
    this.budget.spend(cost.element * items.length + cost.firstElement);
    if (target instanceof PySet && !target.frozen) this.checkHashable(items);
    else if (!(target instanceof PyObject)) throw this.malformed("it adds to what is not a set");
    for (const item of items) target.items.push(item);
  }

  setItems(items: PyValue[]): void {
    const top = this.stack.top();
    if (items.length % 2 !== 0) throw this.malformed("a key has no value");
    if (items.length === 0) return;
    if (top instanceof PyObject) this.budget.grow(cost.dict);
    const target: PyValue = top instanceof PyObject ? top.entries : top;
    if (!(target instanceof Map)) {
      throw this.malformed("it sets items of what is not a dict");
    }
    this.budget.spend((cost.entry * items.length) / 2);
    for (let start = 0; start < items.length; start += WATCHED) {
      const end = Math.min(start + WATCHED, items.length);
      this.#watch(target.size, (end - start) / 2, () => {
        for (let i = start; i < end; i += 2) {
          const key = items[i] as PyValue;
          if (!isHashable(key)) throw this.malformed(NOT_HASHABLE);
          target.set(key, items[i + 1] as PyValue);
        }
      });
    }
  }

  /** The result of `fill`; looks at the time that it takes where there is much to fill. */
  #watch<T>(size: number, keys: number, fill: () => T): T {
    if (size < WATCHED) return fill();
    const { result, isColliding } = this.budget.keyWatch.watch(keys, fill);
    if (isColliding) throw this.malformed("the keys of a dict are chosen to collide");
    return result;
  }

  checkHashable(items: readonly PyValue[]): void {
    if (!items.every(isHashable)) throw this.malformed(NOT_HASHABLE);
  }

  pushGlobal(module: PyValue, name: PyValue): void {
    if (typeof module !== "string" || typeof name !== "string") {
      throw this.malformed("a module and a name must be text");
    }
    this.stack.push(this.name(module, name));
  }

  name(module: string, name: string): PyGlobal {
    if (module === "" || name === "") throw this.malformed("a name is empty");
    return this.ledger.name(module, name, this.cursor.opcodeOffset);
  }

  argumentTuple(): readonly PyValue[] {
    const args = this.stack.pop();
    if (args instanceof PyTuple) return args.items;
    throw this.malformed("the arguments of a call must be a tuple");
  }

  newObjectEx(): void {
    const kwargs = this.stack.pop();
    if (!(kwargs instanceof Map)) {
      throw this.malformed("the keyword arguments of a call must be a dict");
    }
    const args = this.argumentTuple();
    const named: PyDict | null = kwargs.size > 0 ? kwargs : null;
    const made = this.stack.pop();
    const value = this.call(made, args, named);
    if (value instanceof PyObject && named !== null) {
      const global = new PyGlobal("copyreg", "__newobj_ex__", value.offset);
      value.made = { global, args: [made, new PyTuple(args), kwargs] };
    }
    this.stack.push(value);
  }

  /** REDUCE, INST and OBJ: calls a class or function, as NEWOBJ does not. */
  reduce(callee: PyValue, args: readonly PyValue[]): PyValue {
    const value = this.call(callee, args, null);
    if (value instanceof PyObject && value.global === callee) value.made = "call";
    return value;
  }

  call(callee: PyValue, args: readonly PyValue[], kwargs: PyDict | null): PyValue {
    this.budget.spend(cost.object + cost.element * args.length);
    const copied = this.#copies.countArguments(args);
    if (copied < WATCHED) return this.#answer(callee, args, kwargs);
    return this.#watch(copied, copied, () => this.#answer(callee, args, kwargs));
  }

  #answer(callee: PyValue, args: readonly PyValue[], kwargs: PyDict | null): PyValue {
    const value = this.ledger.call(callee, args, kwargs, this.cursor.opcodeOffset);
    if (isStateful(value)) this.budget.grow(builtCost(value.kind));
    return value;
  }

  /** Gives one of our own values its contents. Where unknown names are kept, a refusal leaves it empty. */
  fill(target: Stateful, contents: PyValue): void {
    if (this.ledger.isFull && !hasPayload(target)) return;
    this.#copies.countContents(contents);
    try {
      target.setState(contents, this.cursor.opcodeOffset);
    } catch (error) {
      // Where an array's bytes follow, nothing behind them can be read.
      if (!(error instanceof PicklejarError) || hasPayload(target)) throw error;
      this.ledger.refuse(error);
    }
  }
}
