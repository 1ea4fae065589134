// What the home page tells its program in the browser: its fields and examples, as JSON in the page.

import type { AskedField, AskedForm } from "./asked-form.ts";
import {
  type ControlKind,
  controlKind,
  defaultText,
  maxSuggestions,
  mayBeUnknown,
  usualText,
} from "./control.tsx";
import { cellText, type PageField, type PageModel } from "./page-model.ts";
import { type Span, sliderOf, sliderStep, stepsOf } from "./ranges.ts";

export interface HomeData extends AskedForm {
  readonly fields: readonly FieldData[];
  /** Tells this model's history from that of others. */
  readonly version: string;
  readonly pasteName: string;
  /** How many values a pasted row has; 0 = any number. */
  readonly width: number;
  /** Sizes of a tensor's axes, where the row is one. */
  readonly tensor: readonly number[] | null;
  /** The page's address below the root. */
  readonly path: string;
}

/** What is not so is left out. */
export interface FieldData extends AskedField {
  readonly id: string;
  readonly formName: string;
  readonly label: string;
  readonly control: ControlKind;
  readonly slider?: Span & { readonly step: number };
  readonly steps?: Span;
  readonly usual?: Span & { readonly text: string };
  /** What stands in the control at first. */
  readonly initial?: string;
  /** Whether "unknown" is an answer. */
  readonly isOptional?: true;
  /** Whether there are more choices than stand in the page; the model's card has them all. */
  readonly hasMore?: true;
}

export function homeData(page: PageModel, isFolded: (position: number) => boolean): HomeData {
  const { inputs, tensor = null } = page.model.signature;
  return {
    shape: page.shape,
    name: page.name,
    fields:
      page.shape === "paste" ? [] : page.fields.map((field, i) => fieldData(field, isFolded(i))),
    version: page.version,
    pasteName: page.pasteName,
    width: inputs.length,
    tensor,
    path: page.path,
  };
}

function fieldData(page: PageField, isFolded: boolean): FieldData {
  const { field, id, formName, name, kind, example, hasDefault, literals } = page;
  const control = controlKind(field);
  const span = control === "number" ? sliderOf(field) : null;
  const steps = span && stepsOf(field);
  const choiceCount = field.choices?.length ?? 0;
  const initial = defaultText(field) ?? (isFolded ? cellText(field.example) : "");
  return {
    ...{ name, kind, example, hasDefault, literals, id, formName, label: field.label, control },
    ...(span && { slider: { ...span, step: sliderStep(field, span) } }),
    ...(steps && { steps }),
    ...(field.usual && { usual: { ...field.usual, text: usualText(field.usual) } }),
    ...(initial !== "" && { initial }),
    ...(mayBeUnknown(field) && { isOptional: true }),
    ...(control === "suggestions" && choiceCount > maxSuggestions && { hasMore: true }),
  };
}

/** The data as an element that runs nothing: a browser never takes it for a program. */
export function renderHomeData(data: HomeData): string {
  // What could end the element, or begin a comment in it, is written as an escape.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="home-data">${json}</script>`;
}
