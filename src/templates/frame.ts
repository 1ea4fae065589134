// A scope while a template is compiled, and how its variables are reached when it runs. @see jinja2/compiler.py `Frame`

import type { PyValue } from "../objects/values.ts";
import { type Run, runAt, type Step } from "./context.ts";
import { type Place, Symbols, type Unit } from "./symbols.ts";
import type { TemplateText } from "./template-text.ts";

export interface Frame {
  readonly template: TemplateText;
  readonly symbols: Symbols;
  /** Whether names that are set here belong to the template itself. */
  readonly toplevel: boolean;
  /** Toplevel, and not within an `if`. */
  readonly rootlevel: boolean;
  /** Within `if` and inline `if`: an unknown filter fails only when it is used. */
  readonly soft: boolean;
  /** Whether text is left out once the template extends another one. */
  readonly outputCheck: boolean;
  /** Whether text is escaped; null where only running tells. */
  readonly escape: boolean | null;
}

/** A scope within a scope, in the same function unless told. */
export function innerFrame(frame: Frame, more: Partial<Frame> = {}, unit?: Unit): Frame {
  const symbols = new Symbols(unit ?? frame.symbols.unit, frame.symbols);
  return { ...frame, symbols, toplevel: false, rootlevel: false, soft: false, ...more };
}

/** The same scope within a condition. */
export function softFrame(frame: Frame): Frame {
  return { ...frame, rootlevel: false, soft: true };
}

/** How many functions lie between here and where a variable lives. */
function hopsTo(frame: Frame, place: Place): number {
  let hops = 0;
  for (let unit: Unit | null = frame.symbols.unit; unit !== null; unit = unit.outer) {
    if (unit === place.unit) return hops;
    hops++;
  }
  throw new Error("a variable lies outside of its functions");
}

/** Reads a variable; undefined where it has no value yet. */
export function reader(frame: Frame, place: Place): (run: Run) => PyValue | undefined {
  const { slot } = place;
  const hops = hopsTo(frame, place);
  if (hops === 0) return (run) => run.locals[slot];
  return (run) => runAt(run, hops).locals[slot];
}

/** Gives a variable a value. */
export function writer(frame: Frame, place: Place): (run: Run, value: PyValue | undefined) => void {
  const { slot } = place;
  const hops = hopsTo(frame, place);
  if (hops === 0) {
    return (run, value) => {
      run.locals[slot] = value;
    };
  }
  return (run, value) => {
    runAt(run, hops).locals[slot] = value;
  };
}

/** The variable of a name that was analyzed. */
export function placeOfName(frame: Frame, name: string): Place {
  const place = frame.symbols.find(name);
  if (place === null) throw new Error(`the name ${name} was not analyzed`);
  return place;
}

/** What a scope does first: looks up names, takes over values of the scope around it. */
export function enterFrame(frame: Frame): Step {
  const steps: Step[] = [];
  for (const [place, load] of frame.symbols.loads) {
    const write = writer(frame, place);
    if (load.kind === "resolve") {
      const { name } = load;
      steps.push((run) => write(run, run.context.resolve(name)));
    } else if (load.kind === "alias") {
      const read = reader(frame, load.of);
      steps.push((run) => write(run, read(run)));
    } else if (load.kind === "missing") {
      steps.push((run) => write(run, undefined));
    }
  }
  return sequence(steps);
}

/** Steps one after the other. */
export function sequence(steps: readonly Step[]): Step {
  const [first, second] = steps;
  if (first === undefined) return () => {};
  if (second === undefined) return first;
  return (run) => {
    for (const step of steps) step(run);
  };
}

/** The values of all names that are set around here, for included templates and scoped blocks. */
export function localsReader(frame: Frame): (run: Run) => ReadonlyMap<string, PyValue> {
  const readers = [...frame.symbols.allStores()].map(
    ([name, place]) => [name, reader(frame, place)] as const,
  );
  return (run) => {
    const locals = new Map<string, PyValue>();
    for (const [name, read] of readers) {
      const value = read(run);
      if (value !== undefined) locals.set(name, value);
    }
    return locals;
  };
}
