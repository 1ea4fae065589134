// The inputs' card: one control per field or one box for a whole row, the buttons, the errors on top.

import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Issue } from "../errors.ts";
import { type FieldRenderer, fieldRenderer } from "./field-renderer.tsx";
import { Note } from "./icons.tsx";
import { count, type FormValues, type PageField, type PageModel } from "./page-model.ts";
import type { ProblemItem } from "./problem.tsx";
import { Slot } from "./template.tsx";

/** What is wrong, as the page shows it. */
export interface FormProblem {
  /** A sentence that stands above the list; the number of issues where there is none. */
  readonly summary: string | undefined;
  readonly issues: readonly Issue[];
}

// Beyond this many fields the first ones stay open, the rest is folded away with its examples filled in.
const maxOpenForm = 12;
const openFields = 8;

// Issues cut long names as they cut every text they echo.
const pathLength = 100;

/** The card with slots for the errors, the fields and what stands beside the button. */
export function FormCard({ page }: { page: PageModel }): VNode {
  const [only] = page.examples;
  const isTitled = page.examples.some(({ title }) => title !== null);
  return (
    <section class="card inputs" aria-labelledby="inputs">
      <h2 id="inputs">Inputs</h2>
      <div id="problem">
        <Slot name="errors" />
      </div>
      <form method="post" action={`./${page.path}`} id="form" novalidate>
        <Slot name="fields" />
        <div class="foot">
          <div class="actions">
            <button type="submit">Predict</button>
            <Slot name="peek" />
          </div>
          <p class="aside">
            <a href={`./${page.path}`}>Clear</a>
            {isTitled || only === undefined ? null : (
              <a href={only.href} data-example="0">
                Fill in an example
              </a>
            )}
          </p>
        </div>
        {isTitled && <Examples page={page} />}
      </form>
    </section>
  );
}

function Examples({ page: { examples } }: { page: PageModel }): VNode {
  return (
    <p class="examples">
      <span class="muted">Examples</span>
      {examples.map(({ title, href }, i) => (
        <a key={title} href={href} class="pill" data-example={i}>
          {title}
        </a>
      ))}
    </p>
  );
}

/** Renders the controls with what stands in them; prepared once. */
export type FieldsRenderer = (values: FormValues | null, problem: FormProblem | null) => string;

export function fieldsRenderer(page: PageModel): FieldsRenderer {
  if (page.shape === "paste") {
    return (values, problem) =>
      renderToString(<PasteBox page={page} value={values?.row} problem={problem} />);
  }
  const fold = openCount(page);
  const open = page.fields.slice(0, fold).map((field) => prepare(field, undefined));
  const folded = page.fields.slice(fold).map((field) => prepare(field, field.example));
  const summary = `${count(folded.length, "more field")}, filled in with examples`;
  return (values, problem) => {
    const errors = errorsByField(problem);
    const html = open.map((field) => renderField(field, values, errors)).join("");
    if (folded.length === 0) return html;
    const isOpen = folded.some(({ key }) => errors?.has(key)) ? " open" : "";
    const rest = folded.map((field) => renderField(field, values, errors)).join("");
    return `${html}<details class="more"${isOpen}><summary>${summary}</summary>${rest}</details>`;
  };
}

/** How many fields stand open. */
export function openCount({ shape, fields }: PageModel): number {
  return shape === "fields" && fields.length > maxOpenForm ? openFields : fields.length;
}

interface PreparedField {
  readonly name: string;
  /** The name as issues give it. */
  readonly key: string;
  /** What stands in the control before anything was sent. */
  readonly initial: string | undefined;
  readonly render: FieldRenderer;
}

function prepare(page: PageField, initial: string | undefined): PreparedField {
  const { name } = page.field;
  return { name, key: name.slice(0, pathLength), initial, render: fieldRenderer(page) };
}

function renderField(
  field: PreparedField,
  values: FormValues | null,
  errors: ReadonlyMap<string, string> | null,
): string {
  const value = values === null ? field.initial : values.texts.get(field.name);
  return field.render(value, errors?.get(field.key));
}

function errorsByField(problem: FormProblem | null): ReadonlyMap<string, string> | null {
  if (problem === null) return null;
  return new Map(problem.issues.map((issue) => [String(issue.path[0]), issue.message]));
}

interface PasteProps {
  readonly page: PageModel;
  readonly value: string | undefined;
  readonly problem: FormProblem | null;
}

function PasteBox({ page, value, problem }: PasteProps): VNode {
  const { length } = page.fields;
  const [first] = page.fields;
  const last = page.fields.at(-1);
  const what =
    length === 0
      ? "The values in the order of the training data"
      : `${count(length, "value")} in the order of the training data, from ${first?.field.name} to ${last?.field.name}`;
  const message = problem?.issues[0]?.message;
  const { tensor } = page.model.signature;
  const axes =
    tensor === undefined ? "" : `; a tensor of ${tensor.join(" × ")}, lists in lists too`;
  return (
    <div class="field wide">
      <div class="ask">
        <label class="label" for="row">
          One row
        </label>
        <p class="hint" id="row-hint">
          {what}; with commas, tabs, spaces or line ends between them{axes}
        </p>
      </div>
      <div>
        <textarea
          id="row"
          name={page.pasteName}
          rows={8}
          autocomplete="off"
          spellcheck={false}
          aria-describedby={message === undefined ? "row-hint" : "row-hint row-error"}
          aria-invalid={message === undefined ? undefined : "true"}
        >
          {value}
        </textarea>
        {message !== undefined && <Note id="row-error" text={message} tone="note bad" />}
      </div>
    </div>
  );
}

/** What is wrong, each with a link to its field. */
export function problemItems(page: PageModel, { issues }: FormProblem): readonly ProblemItem[] {
  const ids = new Map(page.fields.map(({ name, id }) => [name.slice(0, pathLength), id]));
  return issues.map(({ path, message }) => {
    const id = page.shape === "paste" ? "row" : ids.get(String(path[0]));
    return { id: id ?? null, message };
  });
}
