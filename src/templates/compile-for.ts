// For loops: plain ones, those that look at `loop`, filtered and recursive ones. @see jinja2/compiler.py `visit_For`

import type { PyValue } from "../objects/values.ts";
import { Markup, PyIterator } from "../python/instance.ts";
import { iterate } from "../python/iteration.ts";
import { isTrue } from "../python/truth.ts";
import { compileExpression } from "./compile-expression.ts";
import { compileTarget } from "./compile-target.ts";
import { type Eval, Run, type Step } from "./context.ts";
import { enterFrame, type Frame, innerFrame, sequence, writer } from "./frame.ts";
import { LoopContext } from "./loop.ts";
import type { Body, Expression, For, Target } from "./nodes.ts";
import { Output } from "./render-state.ts";
import { analyzeBody, analyzeExpression, analyzeTarget, targetNames, Unit } from "./symbols.ts";
import { syntaxError } from "./template-text.ts";
import { allBlocks, readNames } from "./walk.ts";

type CompileBody = (body: Body, frame: Frame) => Step;

/** Runs a loop over items that were computed. @param depth  of recursive loops, 0 at first */
type LoopStep = (run: Run, items: PyValue, depth: number) => void;

export function compileFor(node: For, frame: Frame, compileBody: CompileBody): Step {
  if (targetNames(node.target).includes("loop")) {
    throw syntaxError(
      frame.template,
      node.at,
      "Can't assign to special loop variable in for-loop target",
    );
  }
  const iterable = compileExpression(node.iterable, frame);
  const filter = node.test === null ? null : compileLoopFilter(node.target, node.test, frame);
  if (!node.recursive) {
    const loop = compileLoop(node, innerFrame(frame), innerFrame(frame), compileBody, null);
    return (run) => {
      const items = iterable(run);
      loop(run, filter === null ? items : filter(run, items), 0);
    };
  }
  return compileRecursive(node, frame, iterable, filter, compileBody);
}

/** A recursive loop is a function: it calls itself with the items of an item. */
function compileRecursive(
  node: For,
  frame: Frame,
  iterable: Eval,
  filter: ((run: Run, items: PyValue) => PyValue) | null,
  compileBody: CompileBody,
): Step {
  const unit = new Unit(frame.symbols.unit);
  const loopFrame = innerFrame(frame, {}, unit);
  const elseFrame = innerFrame(frame, {}, unit);
  const place = { template: frame.template, at: node.at };
  const recurse =
    (outer: Run) =>
    (items: PyValue, depth: number): PyValue => {
      const out = new Output(outer.meter.limits);
      outer.meter.place = place;
      outer.meter.within(() => {
        const filteredItems = filter === null ? items : filter(outer, items);
        loop(new Run(outer.context, out, outer), filteredItems, depth);
      });
      return outer.context.autoescape ? new Markup(out.text) : out.text;
    };
  const loop = compileLoop(node, loopFrame, elseFrame, compileBody, recurse);
  return (run) => {
    const items = iterable(run);
    run.meter.within(() => {
      loop(new Run(run.context, run.out, run), filter === null ? items : filter(run, items), 0);
    });
  };
}

/** `for … if test`: a function of its own, since the loop may look ahead while its body runs. */
function compileLoopFilter(target: Target, test: Expression, frame: Frame) {
  const unit = new Unit(frame.symbols.unit);
  const inner = innerFrame(frame, {}, unit);
  analyzeTarget(inner.symbols, target, true);
  analyzeExpression(inner.symbols, test);
  const enter = enterFrame(inner);
  const assign = compileTarget(target, inner);
  const judge = compileExpression(test, inner);
  return (outer: Run, items: PyValue): PyValue => {
    const run = new Run(outer.context, outer.out, outer);
    enter(run);
    return new PyIterator(kept(run, items, assign, judge));
  };
}

function* kept(
  run: Run,
  items: PyValue,
  assign: (run: Run, value: PyValue) => void,
  judge: Eval,
): Generator<PyValue> {
  const source = iterate(items);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    run.meter.charge();
    assign(run, next.value);
    if (isTrue(judge(run))) yield next.value;
  }
}

function compileLoop(
  node: For,
  frame: Frame,
  elseFrame: Frame,
  compileBody: CompileBody,
  recurse: ((outer: Run) => (items: PyValue, depth: number) => PyValue) | null,
): LoopStep {
  const scoped = allBlocks(node.body).some((block) => block.scoped);
  const extended = recurse !== null || scoped || readNames(node.body, ["loop"]).has("loop");
  const loopPlace = extended ? frame.symbols.declareParameter("loop") : null;
  analyzeTarget(frame.symbols, node.target, true);
  analyzeBody(frame.symbols, node.body);
  analyzeBody(elseFrame.symbols, node.otherwise);
  const setLoop = loopPlace === null ? null : writer(frame, loopPlace);
  const assign = compileTarget(node.target, frame);
  const body = sequence([enterFrame(frame), compileBody(node.body, frame)]);
  const otherwise = sequence([enterFrame(elseFrame), compileBody(node.otherwise, elseFrame)]);
  const place = { template: frame.template, at: node.at };
  const each = (run: Run, item: PyValue) => {
    run.meter.charge();
    run.meter.place = place;
    assign(run, item);
    body(run);
  };
  if (setLoop === null) {
    return (run, items) => {
      run.meter.place = place;
      const source = iterate(items);
      let none = true;
      for (let next = source.next(); next.done !== true; next = source.next()) {
        none = false;
        each(run, next.value);
      }
      if (none) otherwise(run);
    };
  }
  return (run, items, depth) => {
    run.meter.place = place;
    const again = recurse === null ? null : recurse(run.outer ?? run);
    const loop = new LoopContext(items, iterate(items), depth, again);
    let none = true;
    for (let item = loop.next(); item !== undefined; item = loop.next()) {
      none = false;
      setLoop(run, loop);
      each(run, item);
    }
    if (none) otherwise(run);
  };
}
