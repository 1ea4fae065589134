// What came of a job: reasons why rows were left out, how the answers are spread, the first rows.

import type { VNode } from "preact";
import type { AnswerDistribution } from "../../predict/batch/answer-counts.ts";
import type { AnswerSample } from "../../predict/batch/answer-sample.ts";
import type { BatchSummary } from "../../predict/batch/batch-report.ts";
import { formatExact, formatLabel, formatNumber } from "../../predict/format.ts";
import { show } from "../../text.ts";
import { Histogram, ShareBars } from "../charts/distributions.tsx";
import type { PageModel } from "../page-model.ts";
import { rowWords } from "./batch-words.ts";
import { Scroll } from "./scroll.tsx";

interface ReasonsProps {
  readonly summary: BatchSummary;
  /** Whether the first of them ended the run. */
  readonly isStopped: boolean;
}

export function Reasons({ summary, isStopped }: ReasonsProps): VNode {
  return (
    <section class="card" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{isStopped ? "What stopped the run" : "Why rows were left out"}</h2>
      <div class="pad small">
        <Scroll label="Reasons">
          <table>
            <thead>
              <tr>
                <th scope="col">Reason</th>
                <th scope="col">Column</th>
                <th scope="col">Rows</th>
                <th scope="col">For example</th>
              </tr>
            </thead>
            <tbody>
              {summary.reasons.map(({ code, field, count, message, row }) => (
                <tr key={`${code} ${field}`}>
                  <th scope="row" class="raw">
                    {code}
                  </th>
                  <td class="raw">{field === null ? "–" : show(field, 60)}</td>
                  <td>{formatNumber(count)}</td>
                  <td class="words">
                    Row {formatNumber(row)}: {show(message, 300)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
        {summary.otherFaults > 0 && (
          <p class="muted">{`and ${formatNumber(summary.otherFaults)} of other kinds`}</p>
        )}
      </div>
    </section>
  );
}

interface DistributionsProps {
  readonly page: PageModel;
  readonly distributions: readonly AnswerDistribution[];
}

export function Distributions({ page, distributions }: DistributionsProps): VNode | null {
  if (distributions.length === 0) return null;
  return (
    <section class="card" aria-labelledby="spread-title">
      <h2 id="spread-title">How the answers are spread</h2>
      <div class="pad spread">
        {distributions.map((distribution) => (
          <div key={distribution.output}>
            {distributions.length > 1 && <h3>{distribution.output}</h3>}
            <Distribution page={page} distribution={distribution} />
          </div>
        ))}
      </div>
    </section>
  );
}

const shownLabels = 12;

function Distribution({
  page,
  distribution,
}: {
  readonly page: PageModel;
  readonly distribution: AnswerDistribution;
}): VNode {
  const output = page.model.signature.outputs.find(({ name }) => name === distribution.output);
  if (distribution.kind === "labels") {
    const { labels, count } = distribution;
    const shown = labels.slice(0, shownLabels).map(([name, many]) => ({
      name: show((output && formatLabel(output, name)) ?? name, 60),
      count: many,
    }));
    const rest = labels.length - shown.length;
    return (
      <>
        <ShareBars bars={shown} total={count} />
        {rest > 0 && <p class="small muted">{`and ${formatNumber(rest)} more`}</p>}
      </>
    );
  }
  const { low, width, bins, minimum, maximum, mean } = distribution;
  const first = bins.findIndex((count) => count > 0);
  const last = bins.findLastIndex((count) => count > 0);
  const unit = output?.unit ?? null;
  const words = `${formatNumber(minimum)} to ${formatNumber(maximum)}, on average ${formatNumber(mean)}`;
  return (
    <>
      <Histogram
        title="Answers"
        description={`From ${words}.`}
        counts={bins.slice(first, last + 1)}
        low={low + first * width}
        high={low + (last + 1) * width}
        unit={unit}
      />
      <p class="small muted" title={`${formatExact(minimum)} to ${formatExact(maximum)}`}>
        {words}
      </p>
    </>
  );
}

export function SampleTable({ sample }: { readonly sample: AnswerSample }): VNode {
  const { names, inputs, rows, hidden } = sample;
  return (
    <section class="card" aria-labelledby="sample-title">
      <h2 id="sample-title">
        {rows.length === 1 ? "The row" : `The first ${rowWords(rows.length)}`}
      </h2>
      <Scroll label="The first rows with their answers">
        <table class={names.length === inputs + 1 ? "cells one" : "cells"}>
          <thead>
            <tr>
              {names.map((name, i) => (
                <th key={name} scope="col" class={i >= inputs ? "answered" : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={`row ${row + 1}`}>
                {cells.map((cell, i) => (
                  <td key={names[i]} class={i >= inputs ? "answered" : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {hidden > 0 && (
        <p class="pad small muted">{`${formatNumber(hidden)} more columns are in the download.`}</p>
      )}
    </section>
  );
}
