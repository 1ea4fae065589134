// What the forms of a page ask: names, kinds, choices and order of their controls. Read from the page as it is rendered, so that
// inheritance, includes and loops are done.

import { type HtmlToken, htmlTokens } from "./html-tokens.ts";

/** One name that a form sends: a control, or a group of radio buttons or check boxes. */
export interface FormField {
  readonly name: string;
  /** `text`, `number`, `select`, `textarea`, `radio`, `checkbox`, `hidden`, `file` … */
  readonly type: string;
  /** What may be sent, for selects, radio buttons and check boxes. */
  readonly options: readonly FormOption[];
  /** The text of its `<label>`; "" where it has none. */
  readonly label: string;
  readonly placeholder: string;
  readonly required: boolean;
  /** As the attributes say them; null where they do not. */
  readonly min: string | null;
  readonly max: string | null;
  readonly step: string | null;
  /** What stands in it at first. */
  readonly value: string;
}

export interface FormOption {
  readonly value: string;
  readonly label: string;
}

export interface HtmlForm {
  readonly action: string;
  /** `GET` or `POST`. */
  readonly method: string;
  /** In the order in which a browser sends them. */
  readonly fields: readonly FormField[];
}

/** Controls that send nothing unless they are pressed. */
const pressed: ReadonlySet<string> = new Set(["submit", "button", "reset", "image"]);
const maxFields = 10_000;

/** The forms of a page, in order. */
export function readForms(html: string): readonly HtmlForm[] {
  const reader = new FormReader();
  for (const token of htmlTokens(html)) reader.take(token);
  return reader.finish();
}

/** The form whose answer is a prediction: the one sent to a path that says so, else the one with the most fields. */
export function predictionForm(forms: readonly HtmlForm[]): HtmlForm | null {
  const asked = forms.filter(({ fields }) => fields.length > 0);
  const predicting = asked.filter(({ action }) => /predict/i.test(action));
  const among = predicting.length > 0 ? predicting : asked;
  return among.reduce<HtmlForm | null>(
    (best, form) => (best === null || form.fields.length > best.fields.length ? form : best),
    null,
  );
}

interface OpenForm {
  readonly id: string | null;
  readonly action: string;
  readonly method: string;
  readonly fields: Map<string, Control>;
}

type Control = { -readonly [Key in keyof FormField]: FormField[Key] } & {
  readonly choices: FormOption[];
};

class FormReader {
  readonly #forms: OpenForm[] = [];
  readonly #labels = new Map<string, string>();
  readonly #byId: { readonly id: string; readonly control: Control }[] = [];
  #form: OpenForm | null = null;
  #label: { text: string; readonly of: string | null; readonly controls: Control[] } | null = null;
  #select: Control | null = null;
  #option: { value: string | null; label: string; readonly selected: boolean } | null = null;
  #area: Control | null = null;

  take(token: HtmlToken): void {
    if (token.kind === "text") this.#text(token.text);
    else if (token.kind === "close") this.#close(token.tag);
    else this.#open(token.tag, token.attributes);
  }

  finish(): readonly HtmlForm[] {
    this.#endOption();
    this.#endLabel();
    for (const { id, control } of this.#byId) {
      if (control.label === "") control.label = this.#labels.get(id) ?? "";
    }
    return this.#forms.map(({ action, method, fields }) => {
      const all = [...fields.values()].map(({ choices, ...field }) => ({
        ...field,
        options: choices,
      }));
      return { action, method, fields: all };
    });
  }

  #text(text: string): void {
    if (this.#area !== null) this.#area.value += text;
    else if (this.#option !== null) this.#option.label += text;
    else if (this.#label !== null && this.#select === null) this.#label.text += text;
  }

  #open(tag: string, attributes: ReadonlyMap<string, string>): void {
    switch (tag) {
      case "form":
        this.#openForm(attributes);
        break;
      case "label":
        this.#endLabel();
        this.#label = { text: "", of: attributes.get("for") ?? null, controls: [] };
        break;
      case "input":
        this.#input(attributes);
        break;
      case "select":
        this.#select = this.#control(attributes, "select");
        break;
      case "textarea":
        this.#area = this.#control(attributes, "textarea");
        break;
      case "option":
        this.#endOption();
        if (this.#select !== null && !attributes.has("disabled")) {
          const value = attributes.get("value") ?? null;
          this.#option = { value, label: "", selected: attributes.has("selected") };
        }
        break;
    }
  }

  #close(tag: string): void {
    if (tag === "form") this.#form = null;
    else if (tag === "label") this.#endLabel();
    else if (tag === "textarea") this.#area = null;
    else if (tag === "option") this.#endOption();
    else if (tag === "select") {
      this.#endOption();
      this.#select = null;
    }
  }

  #openForm(attributes: ReadonlyMap<string, string>): void {
    // A form within a form is no form for browsers either.
    if (this.#form !== null) return;
    this.#form = {
      id: attributes.get("id") ?? null,
      action: attributes.get("action") ?? "",
      method: (attributes.get("method") ?? "get").toUpperCase() === "POST" ? "POST" : "GET",
      fields: new Map(),
    };
    this.#forms.push(this.#form);
  }

  #input(attributes: ReadonlyMap<string, string>): void {
    const type = (attributes.get("type") ?? "text").trim().toLowerCase() || "text";
    if (pressed.has(type)) return;
    const control = this.#control(attributes, type);
    if (control === null || (type !== "radio" && type !== "checkbox")) return;
    const value = attributes.get("value") ?? "on";
    control.choices.push({ value, label: "" });
    control.value = attributes.has("checked") ? value : control.value;
  }

  /** The field of a control; the same one for further controls of the name. null for controls that send nothing. */
  #control(attributes: ReadonlyMap<string, string>, type: string): Control | null {
    const name = attributes.get("name") ?? "";
    const owner = attributes.get("form");
    const form =
      owner === undefined ? this.#form : (this.#forms.find(({ id }) => id === owner) ?? null);
    if (name === "" || form === null || attributes.has("disabled")) return null;
    const group = type === "radio" || type === "checkbox";
    const known = form.fields.get(name);
    const control = known ?? newControl(name, type, attributes);
    if (known === undefined && form.fields.size < maxFields) form.fields.set(name, control);
    // The label of a radio button is that of a choice, not of the question.
    if (!group) this.#label?.controls.push(control);
    const id = attributes.get("id");
    if (id !== undefined && !group) this.#byId.push({ id, control });
    return control;
  }

  #endLabel(): void {
    const label = this.#label;
    this.#label = null;
    if (label === null) return;
    const text = oneLine(label.text);
    if (label.of !== null) this.#labels.set(label.of, text);
    for (const control of label.controls) if (control.label === "") control.label = text;
  }

  #endOption(): void {
    const option = this.#option;
    const select = this.#select;
    this.#option = null;
    if (option === null || select === null) return;
    const label = oneLine(option.label);
    const value = option.value ?? label;
    select.choices.push({ value, label });
    if (option.selected || select.choices.length === 1) select.value = value;
  }
}

function newControl(name: string, type: string, attributes: ReadonlyMap<string, string>): Control {
  const group = type === "radio" || type === "checkbox";
  return {
    name,
    type,
    options: [],
    choices: [],
    label: attributes.get("aria-label") ?? "",
    placeholder: attributes.get("placeholder") ?? "",
    required: attributes.has("required"),
    min: attributes.get("min") ?? null,
    max: attributes.get("max") ?? null,
    step: attributes.get("step") ?? null,
    value: group ? "" : (attributes.get("value") ?? ""),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
