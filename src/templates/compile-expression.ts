// Expressions as functions: compiled once, run for every page. @see jinja2/compiler.py

import { type PyDict, PySlice, PyTuple, type PyValue } from "../objects/values.ts";
import { valueOr } from "../python/absent.ts";
import { calculate, negate, type Operator } from "../python/arithmetic.ts";
import { compare, contains } from "../python/comparison.ts";
import { dictSet } from "../python/dicts.ts";
import { PythonException, typeError } from "../python/exception.ts";
import { type CallArguments, Markup, noKeywords, textOf } from "../python/instance.ts";
import { listOf } from "../python/iteration.ts";
import { escapedText } from "../python/markup.ts";
import { itemOf } from "../python/methods.ts";
import { toStr } from "../python/printing.ts";
import { isTrue } from "../python/truth.ts";
import { typeName } from "../python/type-name.ts";
import { nearestName } from "../text.ts";
import { callValue, getAttribute, getItem } from "./access.ts";
import { runFilter, runTest } from "./calls.ts";
import type { Eval, Run } from "./context.ts";
import { filters } from "./filters.ts";
import { type Frame, placeOfName, reader, softFrame } from "./frame.ts";
import type {
  Binary,
  CallParts,
  Compare,
  CompareOperator,
  Conditional,
  Expression,
  Filter,
  SliceNode,
  Test,
} from "./nodes.ts";
import { syntaxError } from "./template-text.ts";
import { tests } from "./tests.ts";
import { Undefined } from "./undefined.ts";

/** Expressions within expressions, chains of operators and filters among them. */
const maxDepth = 400;

/** @throws TEMPLATE_SYNTAX for unknown filters and tests, and expressions that are too deep */
export function compileExpression(node: Expression, frame: Frame, depth = 0): Eval {
  if (depth > maxDepth) throw syntaxError(frame.template, node.at, "this expression is too long");
  const inner = (part: Expression) => compileExpression(part, frame, depth + 1);
  const place = { template: frame.template, at: node.at };
  switch (node.kind) {
    case "constant": {
      const { value } = node;
      return () => value;
    }
    case "name":
      return compileName(node.name, frame);
    case "tuple": {
      const items = node.items.map(inner);
      return (run) => new PyTuple(items.map((item) => item(run)));
    }
    case "list": {
      const items = node.items.map(inner);
      return (run) => items.map((item) => item(run));
    }
    case "dict": {
      const items = node.items.map(({ key, value }) => [inner(key), inner(value)] as const);
      return (run) => {
        const dict: PyDict = new Map();
        for (const [key, value] of items) dictSet(dict, key(run), value(run));
        return dict;
      };
    }
    case "attribute": {
      const of = inner(node.of);
      const { name } = node;
      return (run) => {
        const value = of(run);
        run.meter.place = place;
        return getAttribute(value, name);
      };
    }
    case "item": {
      const of = inner(node.of);
      const key = inner(node.key);
      // Slices go past Jinja's lookup: what cannot be sliced raises.
      const get = node.key.kind === "slice" ? itemOf : getItem;
      return (run) => {
        const value = of(run);
        const part = key(run);
        run.meter.place = place;
        return get(value, part);
      };
    }
    case "slice":
      return compileSlice(node, inner);
    case "call": {
      const of = inner(node.of);
      const args = compileArguments(node, inner);
      return (run) => {
        const callee = of(run);
        const given = args(run);
        run.meter.place = place;
        return callValue(run, callee, given);
      };
    }
    case "filter": {
      if (node.of === null) throw syntaxError(frame.template, node.at, "this filter has no value");
      return compileFilter(node, frame, inner(node.of), inner);
    }
    case "test":
      return compileTest(node, frame, inner);
    case "compare":
      return compileCompare(node, frame, inner);
    case "binary":
      return compileBinary(node, frame, inner);
    case "unary": {
      const of = inner(node.of);
      const { operator } = node;
      if (operator === "not") return (run) => !isTrue(of(run));
      return (run) => {
        const value = of(run);
        run.meter.place = place;
        return negate(operator, value);
      };
    }
    case "concat":
      return compileConcat(node.parts.map(inner), frame.escape);
    case "conditional":
      return compileConditional(node, frame, depth);
  }
}

type Inner = (node: Expression) => Eval;

function compileName(name: string, frame: Frame): Eval {
  const read = reader(frame, placeOfName(frame, name));
  return (run) => valueOr(read(run), () => Undefined.ofName(name));
}

function compileSlice(node: SliceNode, inner: Inner): Eval {
  const part = (bound: Expression | null): Eval => (bound === null ? () => null : inner(bound));
  const [start, stop, step] = [part(node.start), part(node.stop), part(node.step)];
  return (run) => new PySlice(start(run), stop(run), step(run));
}

/** The arguments of a call, in the order in which they stand. @param caller  the caller of a call block */
export function compileArguments(
  node: CallParts,
  inner: Inner,
  caller?: Eval,
): (run: Run) => CallArguments {
  const args = node.args.map(inner);
  const named = node.keywords.map(({ name, value }) => [name, inner(value)] as const);
  const moreArgs = node.moreArgs === null ? null : inner(node.moreArgs);
  const moreKeywords = node.moreKeywords === null ? null : inner(node.moreKeywords);
  const plain = named.length === 0 && moreKeywords === null && caller === undefined;
  return (run) => {
    const positional = args.map((arg) => arg(run));
    if (moreArgs !== null) positional.push(...listOf(moreArgs(run)));
    if (plain) return { positional, keywords: noKeywords };
    const keywords = new Map<string, PyValue>();
    for (const [name, value] of named) keywords.set(name, value(run));
    if (caller !== undefined) keywords.set("caller", caller(run));
    if (moreKeywords !== null) spread(keywords, moreKeywords(run));
    return { positional, keywords };
  };
}

function spread(keywords: Map<string, PyValue>, more: PyValue): void {
  if (!(more instanceof Map)) {
    throw typeError(`argument after ** must be a mapping, not ${typeName(more)}`);
  }
  for (const [key, value] of more) {
    const name = textOf(key);
    if (name === undefined) throw typeError("keywords must be strings");
    if (keywords.has(name)) throw typeError(`got multiple values for keyword argument '${name}'`);
    keywords.set(name, value);
  }
}

/** A filter whose value is given: by an expression, or by the text of a block. */
export function compileFilter(node: Filter, frame: Frame, value: Eval, inner: Inner): Eval {
  const place = { template: frame.template, at: node.at };
  const { name } = node;
  const filter = filters.get(name);
  if (filter === undefined) return unknown("filter", node, frame, filters.keys());
  const args = compileArguments(node, inner);
  return (run) => {
    const given = value(run);
    const rest = args(run);
    run.meter.place = place;
    return runFilter(run.context, name, filter, given, rest);
  };
}

function compileTest(node: Test, frame: Frame, inner: Inner): Eval {
  const place = { template: frame.template, at: node.at };
  const { name } = node;
  const test = tests.get(name);
  if (test === undefined) return unknown("test", node, frame, tests.keys());
  const value = inner(node.of);
  const args = compileArguments(node, inner);
  return (run) => {
    const given = value(run);
    const rest = args(run);
    run.meter.place = place;
    return runTest(name, test, given, rest);
  };
}

/** Refused at once; within an `if` only when it is reached, since the condition may ask whether it exists. */
function unknown(
  what: "filter" | "test",
  node: Filter | Test,
  frame: Frame,
  known: Iterable<string>,
): Eval {
  const nearest = nearestName(node.name, known);
  const guess = nearest === null ? "" : `; did you mean ${nearest}`;
  if (!frame.soft) {
    const reason = `there is no ${what} ${JSON.stringify(node.name)}${guess}`;
    throw syntaxError(frame.template, node.at, reason, { nearest });
  }
  const place = { template: frame.template, at: node.at };
  return (run) => {
    run.meter.place = place;
    throw new PythonException(
      "TemplateRuntimeError",
      `No ${what} named '${node.name}' found${guess}`,
    );
  };
}

function compileCompare(node: Compare, frame: Frame, inner: Inner): Eval {
  const place = { template: frame.template, at: node.at };
  const first = inner(node.of);
  const rest = node.rest.map(({ operator, value }) => [operator, inner(value)] as const);
  return (run) => {
    let left = first(run);
    let result: PyValue = true;
    for (const [operator, value] of rest) {
      const right = value(run);
      run.meter.place = place;
      result = compareOnce(operator, left, right);
      if (rest.length > 1 && !isTrue(result)) return result;
      left = right;
    }
    return result;
  };
}

function compareOnce(operator: CompareOperator, left: PyValue, right: PyValue): PyValue {
  if (operator === "in") return contains(right, left);
  return operator === "not in" ? !contains(right, left) : compare(operator, left, right);
}

function compileBinary(node: Binary, frame: Frame, inner: Inner): Eval {
  const place = { template: frame.template, at: node.at };
  const left = inner(node.left);
  const right = inner(node.right);
  if (node.operator === "and" || node.operator === "or") {
    const stop = node.operator === "or";
    return (run) => {
      const value = left(run);
      return isTrue(value) === stop ? value : right(run);
    };
  }
  const operator: Operator = node.operator;
  return (run) => {
    const a = left(run);
    const b = right(run);
    run.meter.place = place;
    return calculate(operator, a, b);
  };
}

/** `a ~ b`: all printed; Markup when one part is, and the others are escaped then. */
function compileConcat(parts: readonly Eval[], escaping: boolean | null): Eval {
  return (run) => {
    const values = parts.map((part) => part(run));
    const marked = escaping === true && values.some((value) => value instanceof Markup);
    if (!marked) return values.map(toStr).join("");
    return new Markup(values.map(escapedText).join(""));
  };
}

function compileConditional(node: Conditional, frame: Frame, depth: number): Eval {
  const soft = softFrame(frame);
  const test = compileExpression(node.test, soft, depth + 1);
  const yes = compileExpression(node.yes, soft, depth + 1);
  if (node.no === null) {
    const none = Undefined.because(
      "the inline if-expression evaluated to false and no else section was defined.",
    );
    return (run) => (isTrue(test(run)) ? yes(run) : none);
  }
  const no = compileExpression(node.no, soft, depth + 1);
  return (run) => (isTrue(test(run)) ? yes(run) : no(run));
}
