// The tables of the API's page: inputs, errors, limits.

import type { VNode } from "preact";
import { formatNumber } from "../predict/format.ts";
import type { IssueCode } from "../signature/issues.ts";
import { rangeText } from "../signature/restrictions.ts";
import type { Field } from "../signature/signature.ts";
import { show } from "../text.ts";
import { type DocsFacts, type Operation, takesFiles } from "./docs-facts.ts";
import type { PageModel } from "./page-model.ts";

// So many inputs are all listed; of more, the first ones.
const maxRows = 24;
const firstRows = 12;
const maxChoices = 8;

interface InputTableProps {
  readonly page: PageModel;
  readonly home: string;
  /** The share of each input in what the model learned, 0 to 1, in their order; null where it does not tell. */
  readonly importances: readonly number[] | null;
}

export function InputTable({ page, home, importances }: InputTableProps): VNode {
  const { fields } = page;
  if (fields.length === 0) {
    return <p class="small">A list of numbers; the first row says how many.</p>;
  }
  const listed = fields.length > maxRows ? fields.slice(0, firstRows) : fields;
  const rest = fields.length - listed.length;
  const positions = new Map(page.model.signature.inputs.map((field, i) => [field, i]));
  const top = Math.max(...(importances ?? []));
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Takes</th>
            <th scope="col">Example</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ field, id, example }) => {
            const share = importances?.[positions.get(field) ?? -1];
            return (
              <tr key={id}>
                <th scope="row">
                  <span class="raw">{show(field.name, 60)}</span>
                  {share !== undefined && top > 0 && <Importance share={share} top={top} />}
                </th>
                <td>{fieldWords(field)}</td>
                <td>
                  <span class="raw">{show(example, 80)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {importances !== null && (
        <p class="small muted">
          Bars: how much each input decided while the model learned, in per cent.
        </p>
      )}
      {rest > 0 && (
        <p class="small muted">
          and {formatNumber(rest)} more, all of them in{" "}
          <a href={`${home}model`}>the model's card</a>
        </p>
      )}
    </>
  );
}

function Importance({ share, top }: { share: number; top: number }): VNode {
  const percent = `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
  return (
    <span class="weight">
      <svg aria-hidden="true">
        <rect width={`${Math.round((100 * share) / top)}%`} height="4" rx="2" />
      </svg>
      <span title={`importance ${share}`}>{percent}</span>
    </span>
  );
}

/** `number in cm, usually 4 to 8`, `one of gas, wood, none; null if unknown`, `one of 0 (no), 1 (yes)`. */
export function fieldWords(field: Field): string {
  const { kind, unit, usual, choices = [], choiceLabels, open, nullable } = field;
  const shown = choices.slice(0, maxChoices).map((choice, i) => {
    const label = choiceLabels?.[i];
    const value = show(String(choice), 30);
    return label === undefined || label === value ? value : `${value} (${show(label, 30)})`;
  });
  const more = choices.length > maxChoices ? `, … (${formatNumber(choices.length)} in all)` : "";
  const list = `${shown.join(", ")}${more}`;
  const words = {
    number: "number",
    integer: field.whole === true ? "whole number" : "number, usually whole",
    boolean: "true or false",
    text: "text",
    category: open === true ? `any value, such as ${list}` : `one of ${list}`,
  }[kind];
  const parts = [unit === undefined ? words : `${words} in ${show(unit, 30)}`];
  const bounds = rangeText(field);
  if (bounds !== "") parts.push(bounds);
  if (usual !== undefined) {
    parts.push(`usually ${formatNumber(usual.low)} to ${formatNumber(usual.high)}`);
  }
  if (nullable) parts.push("null if unknown");
  if (field.default !== undefined) parts.push(`${show(String(field.default), 30)} if left out`);
  const help = field.help === undefined ? "" : `. ${show(field.help, 200)}`;
  return parts.join(", ") + help;
}

export const issueWords: readonly (readonly [IssueCode, string])[] = [
  ["FIELD_MISSING", "no value where one is needed"],
  ["FIELD_UNKNOWN", "a name that is none of the inputs"],
  ["FIELD_KIND", "a value of the wrong kind"],
  ["FIELD_CHOICE", "none of the choices"],
  ["FIELD_RANGE", "a number outside of the field's bounds"],
  ["FIELD_DUPLICATE", "the same name twice"],
  ["FIELD_NOT_FINITE", "infinity, or a number too large"],
  ["ROWS_EMPTY", "a list without a row"],
  ["ROW_WIDTH", "a list with too few or too many values"],
  ["ROW_KIND", "a row that is neither a record nor a list"],
];

/** The errors of one request, each with what to do. */
export function ErrorTable({ errors }: Pick<Operation, "errors">): VNode {
  return (
    <table>
      <tbody>
        {errors.map(([code, status, hint]) => (
          <tr key={code} id={code}>
            <th scope="row">
              <span class="raw">
                {status} {code}
              </span>
            </th>
            <td>{hint}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function IssueTable(): VNode {
  return (
    <>
      <p class="small">
        An error is a problem document (RFC 9457) with status, code, detail, hint and id.
        INPUT_INVALID lists issues, one per field, each with its path, a message and one of these
        codes:
      </p>
      <table>
        <tbody>
          {issueWords.map(([code, words]) => (
            <tr key={code}>
              <th scope="row">
                <span class="raw">{code}</span>
              </th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function LimitTable(facts: Pick<DocsFacts, "limits" | "operations">): VNode {
  return (
    <table>
      <tbody>
        {limitRows(facts).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function limitRows({
  limits,
  operations,
}: Pick<DocsFacts, "limits" | "operations">): readonly (readonly [string, string])[] {
  const file = `${byteWords(limits.tableBytes)}, ${byteWords(limits.batchBytes)}`;
  return [
    ["JSON and forms", byteWords(limits.bodyBytes)],
    ...(takesFiles(operations) ? [["Files, to /batch", file] as const] : []),
    ["Address with its query string", byteWords(limits.urlBytes)],
    ["Rows of one request", formatNumber(limits.rows)],
    ["Time for an answer", `${formatNumber(limits.answerMs / 1000)} s`],
  ];
}

function byteWords(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 2 ** 10)) / 10), 3);
  return `${formatNumber(bytes / 2 ** (10 * power))} ${["", "KiB", "MiB", "GiB"][power]}`;
}
