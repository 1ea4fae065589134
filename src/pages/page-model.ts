// What the pages know about the model they speak for, worked out once when the server starts.

import { formatNumber } from "../predict/format.ts";
import type { Model } from "../predict/prediction.ts";
import type { Field } from "../signature/signature.ts";
import { show } from "../text.ts";
import type { AskedField, AskedForm, FormShape } from "./asked-form.ts";
import { splitRow } from "./pasted-row.ts";

export type { FormShape, FormValues } from "./asked-form.ts";

/** More fields than this are asked as one pasted row: nobody fills in hundreds of boxes. */
export const maxFields = 120;

/** One input with what its control needs. */
export interface PageField extends AskedField {
  readonly field: Field;
  /** The control's id, safe in attributes and fragments whatever the field's name is: `f3`. */
  readonly id: string;
  /** The name the form sends: the field's own, or its id where a browser would not send the name as it is. */
  readonly formName: string;
}

/** A model as the pages show it. */
export interface PageModel extends AskedForm {
  readonly title: string;
  /** The file's name, shown in the header. */
  readonly name: string;
  /** The first digits of the file's sha256. */
  readonly version: string;
  readonly sha256: string;
  /** What the model is for, as its project says. */
  readonly description: string | undefined;
  /** One line: the estimator, its inputs and outputs, who wrote it. */
  readonly about: string;
  readonly shape: FormShape;
  readonly fields: readonly PageField[];
  /** The file's name without its ending, as the API calls the model. */
  readonly stem: string;
  /** Fields whose controls send another name: the field's name by the control's. */
  readonly aliases: ReadonlyMap<string, string>;
  /** The name under which a pasted row is sent. */
  readonly pasteName: string;
  /** Where the page is, below the root: "", or "form" where a project's own page is at the root. */
  readonly path: string;
  /** Links that fill in an example; none where they would be too long for an address. */
  readonly examples: readonly ExampleLink[];
  readonly model: Model;
}

/** A record to start from, as a link. */
export interface ExampleLink {
  /** The project's title for it; `example 2` where it tells several without titles; null for the only one. */
  readonly title: string | null;
  readonly href: string;
}

// Addresses longer than this are cut or refused somewhere on their way.
const maxLinkLength = 2000;

/**
 * @param title  the page's heading; made from the file's name unless told
 * @param path   where the page is, below the root
 */
export function pageModel(model: Model, title?: string, path = ""): PageModel {
  const { inputs } = model.signature;
  const asked = inputs.filter((field) => field.unused !== true);
  const shape = inputs.length === 0 || asked.length > maxFields ? "paste" : "fields";
  // A pasted row goes by position, so that every value has its place in it.
  const fields = pageFields(shape === "paste" ? inputs : asked);
  const heading = show(title ?? titleOf(model), 80);
  return {
    title: heading,
    name: show(model.name, 60),
    version: model.sha256.slice(0, 8),
    sha256: model.sha256,
    description: model.description === undefined ? undefined : show(model.description, 2000),
    about: aboutLine(model, heading),
    shape,
    stem: stemOf(model.name),
    aliases: new Map(
      fields
        .filter(({ field, formName }) => formName !== field.name)
        .map(({ field, formName }) => [formName, field.name]),
    ),
    fields,
    pasteName: inputs.some((field) => field.name === "row") ? "pasted-row" : "row",
    path,
    split: splitRow,
    examples: shape === "fields" ? exampleLinks(model, fields, path) : [],
    model,
  };
}

/** The project's records; without such the one that the fields' own examples are. */
function exampleLinks(
  { signature: { inputs, examples = [] } }: Model,
  fields: readonly PageField[],
  path: string,
): readonly ExampleLink[] {
  if (examples.length === 0) {
    if (fields.every(({ example }) => example === "")) return [];
    const href = formLink(fields, (page) => page.example, path);
    return href === undefined ? [] : [{ title: null, href }];
  }
  const positions = new Map(inputs.map((field, i) => [field, i]));
  return examples.flatMap(({ title, values }, i) => {
    const textOf = ({ field }: PageField): string => cellText(values[positions.get(field) ?? -1]);
    const href = formLink(fields, textOf, path);
    const name = title ?? (examples.length === 1 ? null : `example ${i + 1}`);
    return href === undefined ? [] : [{ title: name, href }];
  });
}

/** The page's address with the fields' values in it; undefined where it would be too long. */
export function formLink(
  fields: readonly PageField[],
  textOf: (page: PageField) => string,
  path = "",
): string | undefined {
  const query = new URLSearchParams(fields.map((page) => [page.formName, textOf(page)]));
  const link = `./${path}?${query}`;
  return link.length <= maxLinkLength ? link : undefined;
}

/** A cell as a form shows and sends it; "" for a missing value. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "object") return "";
  return String(cell);
}

function pageFields(inputs: readonly Field[]): PageField[] {
  const taken = new Set(inputs.map((field) => field.name));
  return inputs.map((field, position) => {
    const id = `f${position + 1}`;
    let alias = `field-${position + 1}`;
    while (taken.has(alias)) alias += "-";
    return {
      field,
      id,
      formName: isSentAsIs(field.name) ? field.name : alias,
      name: field.name,
      kind: field.kind,
      example: cellText(field.example),
      hasDefault: field.default !== undefined,
      literals: (field.choices ?? []).filter((choice) => !isText(choice)).map(String),
    };
  });
}

function isText(choice: unknown): boolean {
  return choice === null || typeof choice === "string";
}

// Browsers leave out controls without a name, fill in `_charset_`, and rewrite line ends and lone surrogates.
function isSentAsIs(name: string): boolean {
  return name !== "" && name !== "_charset_" && !/[\r\n]/.test(name) && name.isWellFormed();
}

/** A model file's name without its endings: `model.pkl.gz` → `model`. */
export function stemOf(name: string): string {
  return name.replace(ending, "") || name;
}

const ending =
  /(\.(pkl|pickle|joblib|sav|skops|onnx|ubj|json|txt|xgb|bst|model|bin|gz|bz2|xz|lzma|z|lz4))+$/i;

// `house-prices.pkl` → "House prices". A name that says nothing gives way to the estimator's.
function titleOf(model: Model): string {
  const stem = stemOf(model.name);
  const tellsNothing =
    /^(my|the|final|best|saved|trained|ml)?[-_ ]*(model|clf|classifier|regressor|reg|pipe|pipeline|estimator)?[-_ ]*(final|best|v?\d+)?$/i;
  const words = tellsNothing.test(stem)
    ? estimatorWords(model.summary)
    : stem.replace(/[-_]+/g, " ");
  const text = words.trim() || "Model";
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// "Pipeline: StandardScaler → LogisticRegression" → "Logistic regression"
function estimatorWords(summary: string): string {
  const last =
    summary
      .split(/→|:/)
      .at(-1)
      ?.trim()
      .split(/[\s(·,]/)[0] ?? "";
  const words = last.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  return words.replace(/\b(svc|svr|mlp|sgd|cv|nb|knn|pca)\b/g, (word) => word.toUpperCase());
}

function aboutLine(model: Model, heading: string): string {
  const { inputs, outputs } = model.signature;
  const asked = inputs.filter((field) => field.unused !== true);
  const asks = inputs.length === 0 ? "any number of inputs" : count(asked.length, "input");
  const parts = [`${asks} → ${outputWords(outputs)}`];
  // `LinearRegression` under "Linear regression" would say it twice.
  const isSaid = model.summary.toLowerCase() === heading.replaceAll(" ", "").toLowerCase();
  if (!isSaid) parts.unshift(model.summary);
  if (model.writtenBy !== null) parts.push(`scikit-learn ${model.writtenBy}`);
  for (const { name, version } of model.libraries ?? []) parts.push(`${name} ${version}`);
  return show(parts.join(" · "), 300);
}

function outputWords(outputs: Model["signature"]["outputs"]): string {
  const [first] = outputs;
  if (first === undefined) return "an answer";
  if (outputs.length > 1) return count(outputs.length, "value");
  if (first.kind === "class") return first.classes ? `${first.classes.length} classes` : "a class";
  return {
    number: "a number",
    vector: "a row of numbers",
    cluster: "a cluster",
    anomaly: "usual or not",
  }[first.kind];
}

/** "1 input", "3 inputs", "5,000 inputs". */
export function count(n: number, noun: string): string {
  return `${formatNumber(n)} ${noun}${n === 1 ? "" : "s"}`;
}
