// The page of one job: how far it is, then what came of it. Without JavaScript it asks again every two seconds.

import type { VNode } from "preact";
import { formatNumber } from "../../predict/format.ts";
import { shellQuote } from "../curl.ts";
import type { PageModel } from "../page-model.ts";
import { fileWords, timeWords } from "./batch.tsx";
import { progressWords, rowWords, secondWords, sizeWords } from "./batch-words.ts";
import type { JobFacts } from "./job-facts.ts";
import { Distributions, Reasons, SampleTable } from "./job-results.tsx";

interface JobProps {
  readonly page: PageModel;
  readonly job: JobFacts;
  readonly origin: string;
}

export function JobPage({ page, job, origin }: JobProps): VNode {
  const isOpen = job.status === "waiting" || job.status === "running";
  return (
    <main id="main" class="sheet batch" data-status={job.status}>
      <div class="lead">
        <h1>{fileWords(job)}</h1>
        <p>
          {sizeWords(job.bytes)} · sent at {timeWords(job.created)} UTC ·{" "}
          <a href="../batch">Score another file</a>
        </p>
      </div>
      {isOpen ? <Progress job={job} /> : <Result job={job} page={page} origin={origin} />}
    </main>
  );
}

function Progress({ job }: { readonly job: JobFacts }): VNode {
  const share = job.rowsTotal === null ? 0 : Math.min(job.rows / Math.max(job.rowsTotal, 1), 1);
  return (
    <section class="card" aria-labelledby="progress-title">
      <h2 id="progress-title">{job.status === "waiting" ? "Waiting" : "Scoring"}</h2>
      <div class="pad">
        <progress max={1} value={share} aria-labelledby="progress-title" />
        <p id="progress" class="small" role="status">
          {job.status === "waiting" ? waitingWords(job) : progressWords(job)}
        </p>
        <form method="post" action={`${job.id}/delete`}>
          <button type="submit" class="second">
            Cancel
          </button>
        </form>
        <p class="small muted">You may close this page: the file is scored all the same.</p>
      </div>
    </section>
  );
}

/** @param before  jobs that come first */
export function waitingWords({ before }: Pick<JobFacts, "before">): string {
  if (before <= 0) return "It begins in a moment.";
  return `${before} ${before === 1 ? "file comes" : "files come"} before this one.`;
}

function Result({ page, job, origin }: JobProps): VNode {
  const { summary } = job;
  return (
    <>
      <section class="card" aria-labelledby="result-title">
        <h2 id="result-title">{resultTitle(job)}</h2>
        <div class="pad">
          <p>{resultWords(job)}</p>
          {job.error !== null && (
            <p class="bad">
              {job.error.detail} {job.error.hint}
            </p>
          )}
          {job.notes.map((note) => (
            <p key={note} class="note">
              {note}
            </p>
          ))}
          <p class="links">
            {job.hasAnswers && (
              <a class="button" href={`${job.id}/answers`} download>
                {`Download the answers (${job.hasLines ? "JSON Lines" : "CSV"})`}
              </a>
            )}
            {job.hasErrors && job.skipped + errorsIn(job) > 0 && (
              <a href={`${job.id}/errors`} download>
                Download the rows at fault (CSV)
              </a>
            )}
            <a href={`${job.id}?format=json`} class="raw" aria-label="This run as JSON">
              {"{ }"}
            </a>
          </p>
          <form method="post" action={`${job.id}/delete`} class="forget">
            <span class="small muted">
              {job.expires === null ? "" : `Kept until ${timeWords(job.expires)} UTC.`}
            </span>
            <button type="submit" class="quiet">
              Delete now
            </button>
          </form>
        </div>
      </section>
      {summary !== null && summary.reasons.length > 0 && (
        <Reasons summary={summary} isStopped={job.status === "failed"} />
      )}
      {summary !== null && job.status === "done" && (
        <Distributions page={page} distributions={summary.distributions} />
      )}
      {summary?.sample != null && job.status === "done" && <SampleTable sample={summary.sample} />}
      <Commands page={page} job={job} origin={origin} />
    </>
  );
}

function errorsIn({ summary }: JobFacts): number {
  return summary?.reasons.length ?? 0;
}

function resultTitle({ status }: JobFacts): string {
  if (status === "done") return "Done";
  return status === "failed" ? "Stopped by an error" : "Cancelled";
}

function resultWords(job: JobFacts): string {
  const answered = job.rows - job.skipped;
  const time = job.seconds === null ? "" : ` in ${secondWords(job.seconds)}`;
  if (job.status === "cancelled")
    return `It was cancelled after ${rowWords(job.rows)}. There are no answers.`;
  if (job.status === "failed") {
    return `${rowWords(job.rows)} could be answered before${time}. There are no answers to download: correct the file, or leave such rows out.`;
  }
  const rate =
    job.rowsPerSecond > 0 && (job.seconds ?? 0) >= 1
      ? ` (${formatNumber(Math.round(job.rowsPerSecond))} rows/s)`
      : "";
  const skipped = job.skipped === 0 ? "" : ` ${rowWords(job.skipped)} left out.`;
  const warned = job.warned === 0 ? "" : ` ${formatNumber(job.warned)} answered with a warning.`;
  return `${rowWords(answered)} answered${time}${rate}.${skipped}${warned}`;
}

/** The same run from code. */
function Commands({ page, job, origin }: JobProps): VNode {
  const ending = job.ending === "" ? "csv" : job.ending;
  const file = job.file ?? `rows.${ending}`;
  const query = new URLSearchParams({
    ...(job.skipsFaults && { on_error: "skip" }),
    ...(job.probabilities && { proba: "true" }),
    ...(job.columns.size > 0 && { columns: JSON.stringify(Object.fromEntries(job.columns)) }),
  });
  const address = `${origin}/batch${query.size > 0 ? `?${query}` : ""}`;
  const out = `scored.${job.hasLines ? "jsonl" : "csv"}`;
  const columns = [...job.columns].map(
    ([field, column]) => ` --column ${shellQuote(`${field}=${column}`)}`,
  );
  const options = [
    job.skipsFaults ? " --on-error skip" : "",
    job.probabilities ? " --proba" : "",
    ...columns,
  ].join("");
  return (
    <section class="card use" aria-labelledby="use-title">
      <h2 id="use-title">The same run from code</h2>
      <p>curl</p>
      <pre>
        <code>{`curl -sS --fail -F ${shellQuote(`file=@${file}`)} ${shellQuote(address)} -o ${out}`}</code>
      </pre>
      <p>Command line</p>
      <pre>
        <code>{`picklejar predict ${shellQuote(page.name)} ${shellQuote(file)}${options} -o ${out}`}</code>
      </pre>
    </section>
  );
}
