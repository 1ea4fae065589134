// Macros, and the callers that `{% call %}` hands to them. @see jinja2/runtime.py `Macro`

import { type PyDict, PyTuple, type PyValue } from "../objects/values.ts";
import { typeError } from "../python/exception.ts";
import { type CallArguments, Markup, PyInstance } from "../python/instance.ts";
import { textRepr } from "../python/text-repr.ts";
import type { Run } from "./context.ts";
import { Output } from "./render-state.ts";
import { Undefined } from "./undefined.ts";

/** What the compiler knows of a macro. */
export interface MacroCode {
  /** Null for the caller of a call block. */
  readonly name: string | null;
  readonly parameters: readonly string[];
  /** Whether its body asks for `caller`, `kwargs`, `varargs`. */
  readonly usesCaller: boolean;
  readonly usesKeywords: boolean;
  readonly usesPositional: boolean;
  /** Puts the arguments into variables (undefined: not given) and writes the body. */
  readonly run: (outer: Run, args: MacroArguments, out: Output) => void;
}

export interface MacroArguments {
  readonly values: readonly (PyValue | undefined)[];
  readonly caller: PyValue;
  readonly keywords: PyDict;
  readonly positional: PyTuple;
}

export class Macro extends PyInstance {
  readonly kind = "macro";
  readonly typeName = "Macro";
  readonly #code: MacroCode;
  readonly #outer: Run;
  /** How it escapes where nobody tells: as where it was defined. */
  readonly #autoescape: boolean;

  constructor(code: MacroCode, outer: Run) {
    super();
    this.#code = code;
    this.#outer = outer;
    this.#autoescape = outer.context.autoescape;
  }

  override truth(): boolean {
    return true;
  }

  override repr(): string {
    const { name } = this.#code;
    return `<Macro ${name === null ? "anonymous" : textRepr(name)}>`;
  }

  override attribute(name: string): PyValue | undefined {
    const { name: own, parameters, usesCaller, usesKeywords, usesPositional } = this.#code;
    if (name === "name") return own;
    if (name === "arguments") return new PyTuple([...parameters]);
    if (name === "catch_kwargs") return usesKeywords;
    if (name === "catch_varargs") return usesPositional;
    return name === "caller" ? usesCaller : undefined;
  }

  override get call(): (args: CallArguments) => PyValue {
    return (args) => this.invoke(args, this.#autoescape);
  }

  /** @param autoescape  whether the caller's text is escaped: then the result is Markup */
  invoke(args: CallArguments, autoescape: boolean): PyValue {
    const { meter } = this.#outer;
    const out = new Output(meter.limits);
    const bound = this.#bind(args);
    meter.within(() => this.#code.run(this.#outer, bound, out));
    return autoescape ? new Markup(out.text) : out.text;
  }

  #bind(args: CallArguments): MacroArguments {
    const { parameters, usesCaller, usesKeywords, usesPositional, name } = this.#code;
    const keywords = new Map(args.keywords);
    const values: (PyValue | undefined)[] = args.positional.slice(0, parameters.length);
    let callerFound = parameters.includes("caller") && values.length === parameters.length;
    for (const parameter of parameters.slice(values.length)) {
      values.push(keywords.get(parameter));
      keywords.delete(parameter);
      if (parameter === "caller") callerFound = true;
    }
    let caller: PyValue = new Undefined(() => "No caller defined");
    if (usesCaller && !callerFound) {
      caller = keywords.get("caller") ?? caller;
      keywords.delete("caller");
    }
    const [extra] = keywords.keys();
    if (!usesKeywords && extra !== undefined) {
      throw typeError(
        extra === "caller"
          ? `macro ${textRepr(name ?? "None")} was invoked with two values for the special caller argument. This is most likely a bug.`
          : `macro ${textRepr(name ?? "None")} takes no keyword argument ${textRepr(extra)}`,
      );
    }
    const rest = args.positional.slice(parameters.length);
    if (!usesPositional && rest.length > 0) {
      throw typeError(
        `macro ${textRepr(name ?? "None")} takes not more than ${parameters.length} argument(s)`,
      );
    }
    return {
      values,
      caller,
      keywords: new Map<PyValue, PyValue>(keywords),
      positional: new PyTuple(rest),
    };
  }
}
