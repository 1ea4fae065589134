// Single requests: the latest answers, the slowest of them, and those that failed.

import type { VNode } from "preact";
import { heldValue } from "../../monitor/held-value.ts";
import { heldAnswers, heldPerSecond } from "../../monitor/recent.ts";
import type { AnswerReport } from "../../monitor/report.ts";
import { formatNumber } from "../../predict/format.ts";
import type { JsonValue } from "../../predict/json-value.ts";
import { show } from "../../text.ts";
import { Scroll } from "../batch/scroll.tsx";
import { duration, shortNumber } from "../charts/numbers.ts";
import { dayText } from "../charts/ticks.ts";
import { cellText, formLink, type PageField, type PageModel } from "../page-model.ts";
import { jsonLink, type MonitorFacts } from "./facts.ts";
import { Panel } from "./panel.tsx";
import { valueText } from "./scores.tsx";

interface Props {
  readonly facts: MonitorFacts;
  readonly page: PageModel;
  readonly home: string;
}

const shownAnswers = 10;
const shownFailures = 5;
const shownFields = 4;

export function Latest({ facts, page, home }: Props): VNode {
  const { report, words } = facts;
  const { latest, range } = report;
  const shown = latest.slice(0, shownAnswers);
  const query = new URLSearchParams({ range, ...(words !== "" && { q: words }) });
  return (
    <Panel title="Latest answers" json={jsonLink(facts, "latest")} note={heldWords(latest.length)}>
      <form method="get" class="filter">
        <input type="hidden" name="range" value={range} />
        {facts.hasAllInputs && <input type="hidden" name="inputs" value="all" />}
        <label for="words">Filter</label>
        <input type="search" id="words" name="q" value={words} autocomplete="off" />
        <button type="submit" class="quiet">
          Apply
        </button>
        <span class="small">
          Export <a href={`monitor/latest.csv?${query}`}>CSV</a> ·{" "}
          <a href={`monitor/latest.jsonl?${query}`}>JSON Lines</a>
        </span>
      </form>
      {shown.length === 0 ? (
        <p class="small muted foot">
          {words === "" ? "None in this time." : `None holds “${show(words, 60)}”.`}
        </p>
      ) : (
        <Scroll label="Table of latest answers">
          <table class="list latest small">
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">Asked</th>
                <th scope="col">Answer</th>
                <th scope="col">Took</th>
                <th scope="col">
                  <span class="out">Open</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <AnswerRow key={one.id} answer={one} page={page} home={home} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  );
}

function heldWords(count: number): string {
  return `${formatNumber(count)} held, ${heldAnswers} at most, ${heldPerSecond} a second`;
}

interface AnswerRowProps {
  readonly answer: AnswerReport;
  readonly page: PageModel;
  readonly home: string;
}

function AnswerRow({ answer, page, home }: AnswerRowProps): VNode {
  const { at, id, rows, ms, inputs } = answer;
  const link = rows === 1 ? linkOf(inputs, page) : undefined;
  return (
    <tr>
      <th scope="row" title={`${at}, id ${id}`}>
        {momentOf(at)}
      </th>
      <td class="asked">
        {rows > 1 ? `${formatNumber(rows)} rows, the first: ` : ""}
        {askedText(inputs, page)}
      </td>
      <td>{valueText(answer.answer)}</td>
      <td class="took">{duration(ms)}</td>
      <td>
        {link !== undefined && (
          <a
            href={home + link.slice(2)}
            aria-label={`Open the answer of ${momentOf(at)} in the form`}
          >
            Open
          </a>
        )}
      </td>
    </tr>
  );
}

/** `14:02:11`, with the day where it is not today. */
function momentOf(at: string): string {
  const isToday = at.slice(0, 10) === new Date().toISOString().slice(0, 10);
  const time = at.slice(11, 19);
  return isToday ? time : `${dayText(Date.parse(at))} ${time}`;
}

/** The first values that were asked, with their names. */
function askedText(inputs: JsonValue, page: PageModel): string {
  if (inputs === null) return "not kept";
  if (typeof inputs !== "object") return valueText(inputs);
  const { signature } = page.model;
  const entries: [string, JsonValue][] = Array.isArray(inputs)
    ? inputs.map((value, i) => [signature.inputs[i]?.name ?? String(i + 1), value])
    : Object.entries(inputs);
  const shown = entries
    .slice(0, shownFields)
    .map(([name, value]) => `${show(name, 40)} ${shortText(value)}`);
  return shown.join(", ") + (entries.length > shownFields ? ", …" : "");
}

// Three digits tell one row from the next; all of them stand in the form.
function shortText(value: JsonValue): string {
  if (typeof value === "number") return shortNumber(value);
  return typeof value === "string" ? show(value, 24) : valueText(value);
}

function linkOf(inputs: JsonValue, page: PageModel): string | undefined {
  if (inputs === null || page.shape !== "fields") return undefined;
  const { inputs: fields } = page.model.signature;
  const textOf = ({ field }: PageField): string =>
    cellText(heldValue(inputs, field.name, fields.indexOf(field)));
  return formLink(page.fields, textOf, page.path);
}

export function Troubles({ facts }: Pick<Props, "facts">): VNode | null {
  const { slowest, failed, errors } = facts.report;
  if (slowest.length === 0 && failed.length === 0) return null;
  return (
    <div class="pair">
      <Panel title="Slowest" json={jsonLink(facts, "slowest")} note="of 24 hours">
        <table class="list small">
          <thead>
            <tr>
              <th scope="col">Time, UTC</th>
              <th scope="col">Rows</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {slowest.slice(0, shownFailures).map(({ at, id, rows, ms }) => (
              <tr key={id}>
                <th scope="row" title={`id ${id}`}>
                  {momentOf(at)}
                </th>
                <td>{formatNumber(rows)}</td>
                <td class="took">{duration(ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title="Failed" json={jsonLink(facts, "failed")} note={codeWords(errors.byCode)}>
        {failed.length === 0 ? (
          <p class="small muted foot">Nothing failed.</p>
        ) : (
          <table class="list small">
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">Error</th>
                <th scope="col">id</th>
              </tr>
            </thead>
            <tbody>
              {failed.slice(0, shownFailures).map(({ at, id, status, code }) => (
                <tr key={id}>
                  <th scope="row">{momentOf(at)}</th>
                  <td class="raw">
                    {status} {code}
                  </td>
                  <td class="raw" title={id}>
                    {id.slice(0, 8)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  );
}

function codeWords(
  byCode: readonly { readonly code: string; readonly count: number }[],
): string | undefined {
  const [first] = byCode;
  return first === undefined ? undefined : `most often ${first.code}, ${formatNumber(first.count)}`;
}
