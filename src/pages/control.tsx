// One input of the form: its label and hint, its control, and beside it what is wrong with the value.

import type { VNode } from "preact";
import { formatNumber } from "../predict/format.ts";
import { rangeText } from "../signature/restrictions.ts";
import type { Field } from "../signature/signature.ts";
import { show } from "../text.ts";
import { Note } from "./icons.tsx";
import { cellText, type PageField } from "./page-model.ts";
import { outsideText, sliderOf, stepsOf } from "./ranges.ts";

const maxRadios = 4;
const maxOptions = 30;
/** The most choices that stand in the page for a box. */
export const maxSuggestions = 200;

/** How a field is asked. */
export type ControlKind = "number" | "radios" | "select" | "suggestions" | "text";

export function controlKind(field: Field): ControlKind {
  if (field.kind === "text") return "text";
  if (field.kind === "boolean") return "radios";
  if (field.kind !== "category" || field.choices === undefined) return "number";
  if (field.choices.length <= maxRadios) return "radios";
  return field.choices.length <= maxOptions ? "select" : "suggestions";
}

interface FieldProps {
  readonly page: PageField;
  /** The text in the control; undefined = nothing chosen or typed yet. */
  readonly value: string | undefined;
  readonly error: string | undefined;
}

/** A labelled control; screen readers hear its hint and its error with it. */
export function FieldControl({ page, value: given, error }: FieldProps): VNode {
  const { field, id } = page;
  const kind = controlKind(field);
  const isChosen = kind === "radios" || kind === "select";
  // Nothing chosen is the default chosen; an emptied box stays empty, with a hint at what that means.
  const value = (isChosen ? given || undefined : given) ?? defaultText(field) ?? given;
  const hint = hintText(field, kind);
  const note = error === undefined ? rangeNote(field, value) : undefined;
  const isRenamed = field.label.toLowerCase() !== field.name.toLowerCase();
  const { help } = field;
  const describedBy = [
    isRenamed && `${id}-name`,
    help && `${id}-help`,
    hint !== "" && `${id}-hint`,
    error && `${id}-error`,
    note && `${id}-note`,
  ];
  const aria: AriaProps = {
    "aria-describedby": describedBy.filter(Boolean).join(" ") || undefined,
    "aria-invalid": error === undefined ? undefined : "true",
  };
  return (
    <div class={kind === "text" ? "field wide" : "field"} id={`${id}-field`}>
      <div class="ask">
        {kind === "radios" ? (
          <span class="label" id={`${id}-label`}>
            {field.label}
          </span>
        ) : (
          <label class="label" for={id}>
            {field.label}
          </label>
        )}
        {isRenamed && (
          <p class="hint" id={`${id}-name`}>
            <span class="raw">{field.name}</span>
          </p>
        )}
        {help !== undefined && (
          <p class="hint" id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
      <div>
        <div class={boxClass(field, kind)}>
          <Control page={page} kind={kind} value={value} aria={aria} />
          {field.unit !== undefined && <span class="unit">{field.unit}</span>}
        </div>
        {hint !== "" && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {error !== undefined && <Note id={`${id}-error`} text={error} tone="note bad" />}
        {note !== undefined && <Note id={`${id}-note`} text={note} tone="note" />}
      </div>
    </div>
  );
}

/** Leaves room for what the browser's program adds: a slider, a stepper. */
function boxClass(field: Field, kind: ControlKind): string {
  if (kind !== "number") return "box";
  if (stepsOf(field) !== null) return "box stepped";
  return sliderOf(field) === null ? "box" : "box ranged";
}

interface AriaProps {
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
}

interface ControlProps {
  readonly page: PageField;
  readonly kind: ControlKind;
  readonly value: string | undefined;
  readonly aria: AriaProps;
}

function Control({ page, kind, value, aria }: ControlProps): VNode {
  const { field, id, formName: name } = page;
  const common = { id, name, autocomplete: "off", ...aria };
  switch (kind) {
    case "radios":
      return <Radios page={page} value={value} aria={aria} />;
    case "select":
      return (
        <select {...common}>
          {defaultText(field) === undefined && (
            <option value="" selected={value === undefined || value === ""}>
              {mayBeUnknown(field) ? "unknown" : "choose …"}
            </option>
          )}
          {choicesOf(field).map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case "suggestions":
      return (
        <>
          <input type="text" list={`${id}-list`} value={value ?? ""} {...common} />
          <datalist id={`${id}-list`}>
            {choicesOf(field, maxSuggestions).map(({ value, label }) => (
              <option key={value} value={value} label={label === value ? undefined : label} />
            ))}
          </datalist>
        </>
      );
    case "text":
      // HTML drops the first line end of a textarea: one more keeps the text as it was.
      return (
        <textarea rows={5} {...common}>
          {value?.startsWith("\n") ? `\n${value}` : value}
        </textarea>
      );
    case "number":
      // type=text, so that "abc" or "1,5" reaches the server and is explained there.
      return <input type="text" inputMode="decimal" value={value ?? ""} {...common} />;
  }
}

function Radios({ page, value, aria }: Omit<ControlProps, "kind">): VNode {
  const { field, id, formName } = page;
  const choices = choicesOf(field);
  const isOptional = mayBeUnknown(field);
  if (isOptional) choices.push({ value: "", label: "unknown" });
  const chosen = value ?? (isOptional ? "" : undefined);
  return (
    <div
      class="choices"
      role="radiogroup"
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-label`}
      {...aria}
    >
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={formName}
            value={choice.value}
            checked={choice.value === chosen}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}

export interface Choice {
  /** What is sent. */
  readonly value: string;
  /** What people read. */
  readonly label: string;
}

export function choicesOf(field: Field, limit: number = Number.POSITIVE_INFINITY): Choice[] {
  const { kind, choiceLabels } = field;
  const known = field.choices ?? (kind === "boolean" ? [false, true] : []);
  const choices = known.slice(0, limit).map((choice, i) => {
    const value = cellText(choice);
    return { value, label: choiceLabels?.[i] ?? (kind === "boolean" ? yesOrNo(value) : value) };
  });
  // "yes" stands first, unless the project has told an order.
  return kind === "boolean" && choiceLabels === undefined ? choices.toReversed() : choices;
}

function yesOrNo(text: string): string {
  return text === "true" ? "yes" : "no";
}

/** Whether an empty control says that the value is not known; with a default it says that one. */
export function mayBeUnknown(field: Field): boolean {
  return field.nullable && defaultText(field) === undefined;
}

/** What a control begins with: the value that a field without one has. */
export function defaultText(field: Field): string | undefined {
  return cellText(field.default) || undefined;
}

/** The same as people read it. */
function defaultWords(field: Field): string | undefined {
  const text = defaultText(field);
  return choicesOf(field).find(({ value }) => value === text)?.label ?? text;
}

function hintText(field: Field, kind: ControlKind): string {
  const parts: string[] = [];
  const bounds = rangeText(field);
  if (field.usual !== undefined && !isWholeRange(field)) {
    parts.push(`usual ${usualText(field.usual)}`);
  }
  if (bounds !== "") parts.push(field.whole === true ? `whole, ${bounds}` : bounds);
  else if (field.whole === true) parts.push("whole");
  if (kind === "suggestions") {
    const known = field.choices?.length ?? 0;
    parts.push(field.open ? `such as the ${known} known values` : `one of ${known} known values`);
  }
  if (mayBeUnknown(field) && (kind === "number" || kind === "suggestions")) {
    parts.push("empty if unknown");
  }
  const standIn = defaultWords(field);
  if (standIn !== undefined) parts.push(`${show(standIn, 60)} if left empty`);
  return parts.join(" · ");
}

/** Whether the usual range says nothing that the bounds do not say. */
function isWholeRange({ usual, minimum, maximum }: Field): boolean {
  return usual?.low === minimum && usual?.high === maximum;
}

// What the model has hardly seen is worth a word, never a refusal.
export function rangeNote(field: Field, value: string | undefined): string | undefined {
  if (field.usual === undefined || value === undefined || value.trim() === "") return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) return undefined;
  const { low, high } = field.usual;
  return number >= low && number <= high ? undefined : outsideText(usualText(field.usual));
}

/** `40 – 260` */
export function usualText({ low, high }: NonNullable<Field["usual"]>): string {
  return `${formatNumber(low)} – ${formatNumber(high)}`;
}
