// How much is asked, how fast it is answered, what fails: three numbers with their course, and two charts.

import type { VNode } from "preact";
import type { MonitorReport, SeriesPoint } from "../../monitor/report.ts";
import { formatNumber } from "../../predict/format.ts";
import { DataTable } from "../charts/data-table.tsx";
import { duration, percent, shortNumber } from "../charts/numbers.ts";
import { momentText, timeText } from "../charts/ticks.ts";
import { LatencyBand, Sparkline, StackedCounts } from "../charts/time-charts.tsx";
import { jsonLink, type MonitorFacts } from "./facts.ts";
import { JsonLink, Panel } from "./panel.tsx";

interface Props {
  readonly facts: MonitorFacts;
}

export function TrafficCards({ facts }: Props): VNode {
  const { requests, latencyMs, errors, series } = facts.report;
  const { p50, p95, p99 } = latencyMs;
  const all = series.map(requestsIn);
  return (
    <div class="figures">
      <Figure
        title="Requests"
        json={jsonLink(facts, "requests")}
        value={formatNumber(requests.total)}
        rest={`${shortNumber(requests.perMinute)} per minute`}
        course={all}
      />
      <Figure
        title="Latency p95"
        json={jsonLink(facts, "latencyMs")}
        value={p95 === null ? "–" : duration(p95)}
        rest={
          p50 === null || p99 === null
            ? "no answers"
            : `p50 ${duration(p50)} · p99 ${duration(p99)}`
        }
        course={series.map((point) => point.p95)}
      />
      <Figure
        title="Errors"
        json={jsonLink(facts, "errors")}
        value={errors.share === null ? "–" : percent(errors.share)}
        rest={`${formatNumber(requests.clientErrors)} refused · ${formatNumber(requests.serverErrors)} failed`}
        course={series.map((point) => errorShare(point))}
        isBad={(errors.share ?? 0) > 0}
      />
    </div>
  );
}

interface FigureProps {
  readonly title: string;
  readonly json: string;
  readonly value: string;
  readonly rest: string;
  readonly course: readonly (number | null)[];
  readonly isBad?: boolean;
}

function Figure({ title, json, value, rest, course, isBad = false }: FigureProps): VNode {
  return (
    <section class="card figure">
      <div class="top">
        <h2>{title}</h2>
        <JsonLink href={json} title={title} />
      </div>
      <p class="number">{value}</p>
      <p class="small muted">{rest}</p>
      <Sparkline values={course} look={isBad ? "bad" : "good"} />
    </section>
  );
}

function requestsIn({ ok, clientErrors, serverErrors }: SeriesPoint): number {
  return ok + clientErrors + serverErrors;
}

function errorShare(point: SeriesPoint): number | null {
  const all = requestsIn(point);
  return all === 0 ? null : (point.clientErrors + point.serverErrors) / all;
}

export function TrafficCharts({ facts }: Props): VNode {
  const { report } = facts;
  const { series, requests, latencyMs } = report;
  const span = spanOf(report);
  const counts = [
    { name: "answered", look: "good", counts: series.map(({ ok }) => ok) },
    { name: "refused (4xx)", look: "warn", counts: series.map((one) => one.clientErrors) },
    { name: "failed (5xx)", look: "bad", counts: series.map((one) => one.serverErrors) },
  ] as const;
  return (
    <div class="pair" data-series={jsonLink(facts, "series")}>
      <Panel
        title="Requests over time"
        json={jsonLink(facts, "series")}
        note={`per ${widthWords(span)}, UTC`}
      >
        <StackedCounts
          {...span}
          title="Requests over time"
          description={`${formatNumber(requests.ok)} answered, ${formatNumber(requests.clientErrors)} refused, ${formatNumber(requests.serverErrors)} failed`}
          series={counts}
        />
        <ul class="legend small">
          {counts.map(({ name, look }) => (
            <li key={name} class={look}>
              <i />
              {name}
            </li>
          ))}
        </ul>
        <DataTable
          caption="Requests as a table"
          columns={["From", "Answered", "Refused", "Failed"]}
          rows={coarse(series).map((points) => [
            momentText(Date.parse(points[0]?.start ?? "")),
            ...counts.map(({ counts: _, name }) => formatNumber(sumOf(points, name))),
          ])}
        />
      </Panel>
      <Panel title="Latency over time" json={jsonLink(facts, "series")} note="p50 to p95, UTC">
        <LatencyBand
          {...span}
          title="Latency over time"
          description={
            latencyMs.p50 === null || latencyMs.p95 === null
              ? "nothing was answered"
              : `half of the answers within ${duration(latencyMs.p50)}, 95 % within ${duration(latencyMs.p95)}`
          }
          low={series.map(({ p50 }) => p50)}
          high={series.map(({ p95 }) => p95)}
        />
        <ul class="legend small">
          <li class="line">
            <i />
            p50
          </li>
          <li class="line dashed">
            <i />
            p95
          </li>
        </ul>
        <DataTable
          caption="Latency as a table"
          columns={["From", "p50, at most", "p95, at most"]}
          rows={coarse(series).map((points) => [
            momentText(Date.parse(points[0]?.start ?? "")),
            highest(points.map(({ p50 }) => p50)),
            highest(points.map(({ p95 }) => p95)),
          ])}
        />
      </Panel>
    </div>
  );
}

function spanOf({ series }: MonitorReport): { readonly from: number; readonly to: number } {
  const starts = series.map(({ start }) => Date.parse(start));
  const [first = 0, second = 60_000] = starts;
  return { from: first, to: first + starts.length * (second - first) };
}

function widthWords({ from, to }: { readonly from: number; readonly to: number }): string {
  const names: readonly (readonly [number, string])[] = [
    [3_600_000, "minute"],
    [86_400_000, "20 minutes"],
    [7 * 86_400_000, "3 hours"],
  ];
  return names.find(([length]) => to - from <= length)?.[1] ?? "12 hours";
}

/** Points put together to a dozen. */
function coarse(series: readonly SeriesPoint[]): SeriesPoint[][] {
  const size = Math.ceil(series.length / 12);
  return Array.from({ length: Math.ceil(series.length / size) }, (_, i) =>
    series.slice(i * size, (i + 1) * size),
  );
}

function sumOf(points: readonly SeriesPoint[], name: string): number {
  return points.reduce((sum, point) => {
    if (name === "answered") return sum + point.ok;
    return sum + (name.startsWith("refused") ? point.clientErrors : point.serverErrors);
  }, 0);
}

function highest(values: readonly (number | null)[]): string {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? "–" : duration(Math.max(...present));
}

/** "14:02 to 15:02" */
export function spanWords({ from, to }: MonitorReport): string {
  return `${momentText(Date.parse(from))} to ${timeText(Date.parse(to))} UTC`;
}
