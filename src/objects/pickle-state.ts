// What a running pickle has: its stack, memo, names and budget, and what opcodes do to them.
// @see CPython Modules/_pickle.c (3.14)

import type { PicklejarError } from "../errors.ts";
import { type Budget, cost } from "./budget.ts";
import type { NameLedger } from "./name-ledger.ts";
import { HIGHEST_PROTOCOL } from "./opcodes.ts";
import type { PickleCursor } from "./pickle-cursor.ts";
import { decodeLong } from "./pickle-literals.ts";
import { PickleMemo } from "./pickle-memo.ts";
import { PickleStack } from "./pickle-stack.ts";
import {
  PyByteArray,
  type PyDict,
  type PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "./values.ts";

// Longer ints than any library stores (a Mersenne twister's state has 20 kB in all).
const MAX_LONG_BYTES = 65_536;

export class PickleState {
  protocol = 0;
  readonly cursor: PickleCursor;
  readonly ledger: NameLedger;
  readonly budget: Budget;
  readonly stack: PickleStack;
  readonly memo: PickleMemo = new PickleMemo();
  /** Whether this pickle lies inside another one, as the elements of joblib's object arrays do. */
  readonly isInner: boolean;

  constructor(cursor: PickleCursor, ledger: NameLedger, budget: Budget, isInner = false) {
    this.cursor = cursor;
    this.ledger = ledger;
    this.budget = budget;
    this.stack = new PickleStack(cursor, budget.limits);
    this.isInner = isInner;
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
    this.budget.spend(cost.text + length);
    this.stack.push(this.cursor.readUtf8(length));
  }

  pushPython2Text(length: number): void {
    this.budget.spend(cost.text + length);
    this.stack.push(this.cursor.readLatin1(length));
  }

  pushBytes(length: number): void {
    this.budget.spend(cost.object);
    this.stack.push(this.cursor.readBytes(length));
  }

  pushLong(length: number): void {
    if (length > MAX_LONG_BYTES) {
      throw this.malformed(`an integer of ${length} bytes is no part of a model`);
    }
    this.budget.spend(cost.scalar + length);
    this.stack.push(decodeLong(this.cursor.readBytes(length)));
  }

  pushLiteral(value: PyValue | undefined, reason: string): void {
    if (value === undefined || value === null) throw this.malformed(reason);
    this.budget.spend(cost.text + (typeof value === "string" ? 2 * value.length : 0));
    this.stack.push(value);
  }

  signedLength(): number {
    const length = this.cursor.readInt32();
    if (length < 0) throw this.malformed(`the length ${length} is negative`);
    return length;
  }

  pushTuple(items: PyValue[]): void {
    this.budget.spend(cost.scalar + cost.element * items.length);
    this.stack.push(new PyTuple(items));
  }

  memoize(index: number): void {
    this.budget.spend(cost.element);
    this.memo.put(index, this.stack.top());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw this.malformed(`nothing is stored under ${index}`);
    this.stack.push(value);
  }

  textIndex(): number {
    const line = this.cursor.readLine();
    if (!/^\d{1,10}$/.test(line)) throw this.malformed("the memo's index is no number");
    return Number(line);
  }

  append(items: PyValue[]): void {
    if (items.length === 0) return;
    const target = this.stack.top();
    this.budget.spend(cost.element * items.length);
    if (Array.isArray(target)) for (const item of items) target.push(item);
    else if (target instanceof PyObject) for (const item of items) target.items.push(item);
    else throw this.malformed("it appends to what is not a list");
  }

  addItems(items: PyValue[]): void {
    const target = this.stack.top();
    this.budget.spend(cost.element * items.length);
    if ((target instanceof PySet && !target.frozen) || target instanceof PyObject) {
      for (const item of items) target.items.push(item);
    } else {
      throw this.malformed("it adds to what is not a set");
    }
  }

  setItems(items: PyValue[]): void {
    if (items.length % 2 !== 0) throw this.malformed("a key has no value");
    if (items.length === 0) return;
    const top = this.stack.top();
    const target: PyValue = top instanceof PyObject ? top.entries : top;
    if (!(target instanceof Map)) {
      throw this.malformed("it sets items of what is not a dict");
    }
    this.budget.spend((cost.entry * items.length) / 2);
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i] as PyValue;
      if (!isHashable(key)) throw this.malformed("a list, dict or set is used as a key");
      target.set(key, items[i + 1] as PyValue);
    }
  }

  pushGlobal(module: PyValue, name: PyValue): void {
    if (typeof module !== "string" || typeof name !== "string") {
      throw this.malformed("a module and a name must be text");
    }
    this.stack.push(this.name(module, name));
  }

  name(module: string, name: string): PyGlobal {
    this.budget.spend(cost.object);
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
    this.stack.push(this.call(this.stack.pop(), args, named));
  }

  call(callee: PyValue, args: readonly PyValue[], kwargs: PyDict | null): PyValue {
    this.budget.spend(cost.object);
    return this.ledger.call(callee, args, kwargs, this.cursor.opcodeOffset);
  }
}

function isHashable(value: PyValue): boolean {
  return !(
    Array.isArray(value) ||
    value instanceof Map ||
    value instanceof PyByteArray ||
    (value instanceof PySet && !value.frozen)
  );
}
