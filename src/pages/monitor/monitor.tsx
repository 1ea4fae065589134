// The monitor's page: one sentence that says whether all is well, then what it rests on.

import type { VNode } from "preact";
import { timeRanges } from "../../monitor/ranges.ts";
import type { CountedFrom } from "../../monitor/report.ts";
import { formatNumber } from "../../predict/format.ts";
import { momentText } from "../charts/ticks.ts";
import { curlCommand } from "../curl.ts";
import { AttentionIcon } from "../icons.tsx";
import type { PageModel } from "../page-model.ts";
import { type MonitorFacts, monitorLink } from "./facts.ts";
import { Inputs, Outputs } from "./fields.tsx";
import { Latest, Troubles } from "./lists.tsx";
import { Scores } from "./scores.tsx";
import { TrafficCards, TrafficCharts } from "./traffic.tsx";
import { verdictOf } from "./verdict.ts";

interface MonitorProps {
  readonly page: PageModel;
  readonly facts: MonitorFacts;
  readonly home: string;
}

export function MonitorPage({ page, facts, home }: MonitorProps): VNode {
  const { report } = facts;
  const isEmpty = report.requests.total === 0;
  return (
    <main id="main" class="sheet monitor">
      <div class="lead">
        <h1>Monitor</h1>
        <VerdictLine facts={facts} />
        <div class="controls">
          <nav class="ranges" aria-label="Time range">
            {timeRanges.map(({ name, short }) => (
              <a
                key={name}
                href={monitorLink(facts, { range: name })}
                aria-current={name === report.range ? "true" : undefined}
              >
                {short}
              </a>
            ))}
          </nav>
          <a class="reload" href={monitorLink(facts, {})}>
            Reload
          </a>
        </div>
      </div>
      {isEmpty ? (
        <Empty page={page} facts={facts} />
      ) : (
        <>
          <TrafficCards facts={facts} />
          <TrafficCharts facts={facts} />
          <Inputs facts={facts} />
          <div class="pair">
            <Outputs facts={facts} />
            <Scores facts={facts} />
          </div>
          <Latest facts={facts} page={page} home={home} />
          <Troubles facts={facts} />
        </>
      )}
      <Counted counted={report.counted} />
    </main>
  );
}

function VerdictLine({ facts }: Pick<MonitorProps, "facts">): VNode {
  const { tone, word, sentence } = verdictOf(facts.report);
  return (
    <p class={`verdict ${tone}`}>
      {tone === "good" || tone === "idle" ? <Dot /> : <AttentionIcon />}
      <span>
        <strong>{word}:</strong> {sentence}.
      </span>
    </p>
  );
}

function Dot(): VNode {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M4.8 8.2l2.2 2.3 4.2-4.6" fill="none" stroke="currentColor" stroke-width="1.8" />
    </svg>
  );
}

function Empty({ page, facts }: Pick<MonitorProps, "page" | "facts">): VNode {
  const { text, file } = curlCommand(page, facts.origin, null);
  return (
    <section class="card empty">
      <h2>No predictions yet</h2>
      <div class="pad">
        <p>Nothing was asked in this time. This makes one:</p>
      </div>
      <pre>
        <code>{text}</code>
      </pre>
      {file !== undefined && (
        <p class="pad small muted">
          row.json holds <span class="raw">{file}</span>
        </p>
      )}
    </section>
  );
}

/** What the numbers rest on, and what they leave out. */
function Counted({ counted }: { readonly counted: CountedFrom }): VNode {
  const since = momentText(Date.parse(counted.since));
  const sentences = [
    counted.log
      ? `Counted since ${since} UTC, and kept over restarts by the prediction log.`
      : `Counted since the start, ${since} UTC: without a prediction log nothing is kept over a restart.`,
    ...(counted.isReading ? ["The log is still being read."] : []),
    ...(counted.isCut ? ["The log is long: only its end was read."] : []),
    ...(counted.brokenLines > 0
      ? [`${formatNumber(counted.brokenLines)} lines of the log could not be read.`]
      : []),
    ...(counted.otherVersions > 0
      ? [
          `${formatNumber(counted.otherVersions)} rows were answered by another version of the model: they count as requests only.`,
        ]
      : []),
    ...(counted.values ? [] : ["Values are not kept."]),
    `Of one request the values of ${formatNumber(counted.rowsPerRequest)} rows are counted, of files to /batch only how many rows there were. Latency is what predicting took, without sending and receiving.`,
  ];
  return <p class="small muted counted">{sentences.join(" ")}</p>;
}

/** What is said to somebody whose browser sent feedback without JavaScript. */
export function ThanksPage({ home }: { readonly home: string }): VNode {
  return (
    <main id="main" class="sheet">
      <div class="lead message">
        <h1>Thank you</h1>
        <p>The right answer is kept with the one that was given.</p>
        <p>
          <a href={home}>Back to the model</a>
        </p>
      </div>
    </main>
  );
}
