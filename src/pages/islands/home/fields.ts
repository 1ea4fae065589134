// The form with one control per field.

import type { FieldData, HomeData } from "../../home-data.ts";
import type { AskedInputs } from "./asked-inputs.ts";
import { type FieldControl, fieldControl } from "./controls.ts";
import { isChoice, randomText } from "./random.ts";

// Issues cut long names.
const pathLength = 100;

export function startFields(data: HomeData): AskedInputs {
  const controls = data.fields.flatMap((field) => fieldControl(field) ?? []);
  const byName = new Map(controls.map((one) => [one.data.name.slice(0, pathLength), one]));
  const fill = (texts: ReadonlyMap<string, string>): void => {
    for (const one of controls) one.set(texts.get(one.data.formName) ?? startOf(one));
  };
  const isVaried = data.fields.some(({ control, slider }) => slider || isChoice(control));
  return {
    values: () => ({
      texts: new Map(controls.map((one) => [one.data.name, one.value()])),
      row: undefined,
    }),
    texts: () => new Map(controls.map((one) => [one.data.formName, one.value()])),
    fill,
    ...(isVaried && {
      randomize: () => fill(new Map(data.fields.map((one) => [one.formName, randomText(one)]))),
    }),
    isComplete: () => controls.every((one) => one.value().trim() !== "" || mayBeEmpty(one.data)),
    isEmpty: () => controls.every((one) => one.value() === (one.data.initial ?? "")),
    find: (name) => {
      const control = name === null ? undefined : byName.get(name);
      return control === undefined ? null : { id: control.data.id, target: control.target };
    },
  };
}

function startOf({ data }: FieldControl): string {
  return data.initial ?? "";
}

function mayBeEmpty({ isOptional, hasDefault, kind }: FieldData): boolean {
  return isOptional === true || hasDefault || kind === "text";
}
