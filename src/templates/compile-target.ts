// What statements give values to: names, tuples of them, attributes of a namespace.

import type { PyValue } from "../objects/values.ts";
import { PythonException, valueError } from "../python/exception.ts";
import { iterate } from "../python/iteration.ts";
import type { Eval, Run, Step } from "./context.ts";
import { type Frame, placeOfName, reader, writer } from "./frame.ts";
import { Namespace } from "./namespace.ts";
import type { Expression, NamespaceTarget, Target } from "./nodes.ts";

/** Gives a name a value; at the top level the template exports it. */
export function compileStore(name: string, value: Eval, frame: Frame): Step {
  const assign = assigner(name, frame);
  return (run) => assign(run, value(run));
}

function assigner(name: string, frame: Frame): (run: Run, value: PyValue) => void {
  const write = writer(frame, placeOfName(frame, name));
  if (!frame.toplevel) return write;
  const isPublic = !name.startsWith("_");
  return (run, value) => {
    write(run, value);
    run.context.vars.set(name, value);
    if (isPublic) run.context.exported.add(name);
  };
}

export function compileSet(target: Target, value: Eval, frame: Frame): Step {
  const assign = compileTarget(target, frame);
  return (run) => assign(run, value(run));
}

/** Gives a target a value: tuples take their value apart. */
export function compileTarget(
  target: Target | Expression,
  frame: Frame,
): (run: Run, value: PyValue) => void {
  if (target.kind === "name") return assigner(target.name, frame);
  if (target.kind === "namespace-target") return namespaceAssigner(target, frame);
  if (target.kind !== "tuple") throw new Error("this is no target");
  const place = { template: frame.template, at: target.at };
  const parts = target.items.map((item) => compileTarget(item, frame));
  return (run, value) => {
    run.meter.place = place;
    const values = unpack(value, parts.length);
    for (const [i, assign] of parts.entries()) assign(run, values[i] ?? null);
  };
}

function namespaceAssigner(target: NamespaceTarget, frame: Frame) {
  const read = reader(frame, placeOfName(frame, target.name));
  const place = { template: frame.template, at: target.at };
  return (run: Run, value: PyValue) => {
    const namespace = read(run);
    run.meter.place = place;
    if (!(namespace instanceof Namespace)) {
      throw new PythonException(
        "TemplateRuntimeError",
        "cannot assign attribute on non-namespace object",
      );
    }
    namespace.set(target.attribute, value);
  };
}

function unpack(value: PyValue, count: number): PyValue[] {
  const items = iterate(value);
  const values: PyValue[] = [];
  for (let next = items.next(); next.done !== true; next = items.next()) {
    if (values.length === count) {
      throw valueError(`too many values to unpack (expected ${count})`);
    }
    values.push(next.value);
  }
  if (values.length === count) return values;
  throw valueError(`not enough values to unpack (expected ${count}, got ${values.length})`);
}
