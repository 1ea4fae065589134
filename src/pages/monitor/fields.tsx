// What was asked and what was answered: each input as a row with its shape, each output with its distribution.

import type { VNode } from "preact";
import type { FieldReport } from "../../monitor/report.ts";
import { formatNumber } from "../../predict/format.ts";
import { show } from "../../text.ts";
import { Scroll } from "../batch/scroll.tsx";
import { DataTable } from "../charts/data-table.tsx";
import { Histogram, Outlines, ShareBars } from "../charts/distributions.tsx";
import { percent, shortNumber } from "../charts/numbers.ts";
import { jsonLink, type MonitorFacts, monitorLink } from "./facts.ts";
import { Panel } from "./panel.tsx";

interface Props {
  readonly facts: MonitorFacts;
}

const firstInputs = 10;
const shownValues = 8;

export function Inputs({ facts }: Props): VNode | null {
  const { inputs, counted } = facts.report;
  if (inputs.length === 0) return null;
  const sorted = inputs.toSorted((a, b) => shareOutside(b) - shareOutside(a));
  const listed = facts.hasAllInputs ? sorted : sorted.slice(0, firstInputs);
  const rest = sorted.length - listed.length;
  return (
    <Panel title="Inputs" json={jsonLink(facts, "inputs")} note={referenceWords(inputs)}>
      <Scroll label="Table of inputs">
        <table class="fields">
          <thead>
            <tr>
              <th scope="col">Input</th>
              <th scope="col">Missing</th>
              <th scope="col">Out of the usual</th>
              <th scope="col">Usual</th>
              <th scope="col">Mean</th>
              <th scope="col">Shape</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((field) => (
              <InputRow key={field.name} field={field} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {(rest > 0 || counted.uncountedInputs > 0) && (
        <p class="small muted foot">
          {rest > 0 && (
            <a href={monitorLink(facts, { inputs: true })}>Show {formatNumber(rest)} more</a>
          )}
          {counted.uncountedInputs > 0 &&
            ` ${formatNumber(counted.uncountedInputs)} further inputs of this model are not counted.`}
        </p>
      )}
    </Panel>
  );
}

function InputRow({ field }: { readonly field: FieldReport }): VNode {
  const { name, label, unit, kind, count, missing, outside, usual, mean } = field;
  const isOften = shareOutside(field) >= 0.2 && count >= 20;
  return (
    <tr>
      <th scope="row">
        {show(label, 60)}
        {unit !== null && <span class="muted"> {show(unit, 30)}</span>}
        {label.toLowerCase() !== name.toLowerCase() && <span class="raw"> {show(name, 60)}</span>}
      </th>
      <td>{count === 0 ? "–" : percent(missing / count)}</td>
      <td class={isOften ? "often" : undefined}>
        {outside === null || count === 0 ? "–" : percent(outside / count)}
        {isOften && <span class="out"> often</span>}
      </td>
      <td>{usual === null ? "–" : `${shortNumber(usual.low)} – ${shortNumber(usual.high)}`}</td>
      <td>{mean === null ? "–" : shortNumber(mean)}</td>
      <td>
        <Shape field={field} />
        {kind === "category" && <span class="small muted top-values">{topValues(field)}</span>}
      </td>
    </tr>
  );
}

function Shape({ field }: { readonly field: FieldReport }): VNode {
  const { label, histogram, values, reference, count } = field;
  const now = histogram?.counts ?? values?.map((value) => value.count) ?? [];
  const shown = values === null ? now : now.slice(0, 12);
  if (count === 0 || shown.every((bin) => bin === 0))
    return <span class="small muted">no data</span>;
  const was = reference === null ? null : reference.slice(0, shown.length);
  const words = histogram === null ? topValues(field) : spreadWords(histogram);
  return <Outlines label={`${show(label, 60)}: ${words}`} now={shown} reference={was} />;
}

function spreadWords({ range, counts }: NonNullable<FieldReport["histogram"]>): string {
  const top = counts.indexOf(Math.max(...counts));
  const width = (range.high - range.low) / (counts.length - 2);
  const at = range.low + (top - 1) * width;
  return `most between ${shortNumber(at)} and ${shortNumber(at + width)}`;
}

function topValues({ values, count }: FieldReport): string {
  const top = (values ?? []).filter((value) => value.count > 0).slice(0, 3);
  return top.map((one) => `${show(one.value, 20)} ${percent(one.count / count)}`).join(", ");
}

function shareOutside({ outside, count }: FieldReport): number {
  return count === 0 ? 0 : (outside ?? 0) / count;
}

function referenceWords(inputs: readonly FieldReport[]): string {
  const ready = inputs.filter(({ reference }) => reference !== null).length;
  if (ready > 0) return "line: now · dashed: the first 1,000";
  const most = Math.max(...inputs.map(({ referenceCount }) => referenceCount), 0);
  return `compared with the first 1,000, of which ${formatNumber(most)} are here`;
}

export function Outputs({ facts }: Props): VNode | null {
  const { outputs } = facts.report;
  const [first] = outputs;
  if (first === undefined) return null;
  return (
    <Panel
      title="Answers"
      json={jsonLink(facts, "outputs")}
      note={meanWords(first, outputs.length)}
    >
      {outputs.map((output) => (
        <Output key={output.name} output={output} isOnly={outputs.length === 1} />
      ))}
    </Panel>
  );
}

function meanWords({ mean, unit }: FieldReport, outputs: number): string | undefined {
  if (outputs > 1 || mean === null) return undefined;
  return `mean ${formatNumber(Number(mean.toPrecision(5)))}${unit === null ? "" : ` ${unit}`}`;
}

function Output({
  output,
  isOnly,
}: {
  readonly output: FieldReport;
  readonly isOnly: boolean;
}): VNode {
  const { label, unit, count, histogram, values } = output;
  const shown = values?.filter((value) => value.count > 0) ?? [];
  const rest = shown.slice(shownValues).reduce((sum, value) => sum + value.count, 0);
  const bars = shown
    .slice(0, shownValues)
    .map(({ value, count: n }) => ({ name: show(value, 60), count: n }));
  return (
    <div class="output">
      {!isOnly && <h3>{show(label, 60)}</h3>}
      {values !== null && count > 0 && (
        <ShareBars
          total={count}
          bars={rest > 0 ? [...bars, { name: "others", count: rest }] : bars}
        />
      )}
      {values !== null && count === 0 && <p class="small muted">no data</p>}
      {values === null && (
        <Histogram
          title={`Distribution of ${show(label, 60)}`}
          description={histogram === null ? "no answers" : spreadWords(histogram)}
          counts={histogram?.counts.slice(1, -1) ?? []}
          low={histogram?.range.low ?? 0}
          high={histogram?.range.high ?? 1}
          unit={unit}
        />
      )}
      {histogram !== null && <HistogramTable histogram={histogram} />}
    </div>
  );
}

function HistogramTable({
  histogram,
}: {
  readonly histogram: NonNullable<FieldReport["histogram"]>;
}): VNode {
  const { range, counts } = histogram;
  const width = (range.high - range.low) / (counts.length - 2);
  // Two bins together: a table of ten lines can be read.
  const rows = Array.from({ length: (counts.length - 2) / 2 }, (_, i) => {
    const low = range.low + 2 * i * width;
    const count = (counts[2 * i + 1] ?? 0) + (counts[2 * i + 2] ?? 0);
    return [`${shortNumber(low)} to ${shortNumber(low + 2 * width)}`, formatNumber(count)];
  });
  const below = [`below ${shortNumber(range.low)}`, formatNumber(counts[0] ?? 0)];
  const above = [`above ${shortNumber(range.high)}`, formatNumber(counts.at(-1) ?? 0)];
  return (
    <DataTable
      caption="Answers as a table"
      columns={["Answer", "Count"]}
      rows={[below, ...rows, above]}
    />
  );
}
