// The error that a model needs code of its project, with the lines that give it.

import { PicklejarError } from "../errors.ts";
import { configLine, type OwnUse } from "../objects/own-advice.ts";
import type { PyGlobal } from "../objects/values.ts";
import type { State } from "./state.ts";

const uses: ReadonlyMap<string, OwnUse> = new Map([
  ["tokenizer", "words"],
  ["analyzer", "words"],
  ["preprocessor", "text"],
  ["strip_accents", "text"],
  ["func", "rows"],
  ["inverse_func", "rows"],
]);

/** @param parameter  which names the function: `tokenizer`, `func` */
export function ownCodeMissing(state: State, name: PyGlobal, parameter: string): PicklejarError {
  return new PicklejarError("OWN_CODE_MISSING", {
    className: state.className,
    name: name.path,
    where: state.where === "" ? parameter : `${state.where}.${parameter}`,
    lines: configLine([name, uses.get(parameter) ?? "function"]),
  });
}
