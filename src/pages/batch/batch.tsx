// The page for files: where they are dropped, what they must hold, and the files that were sent before.

import type { VNode } from "preact";
import { formatNumber } from "../../predict/format.ts";
import type { Field } from "../../signature/signature.ts";
import { show } from "../../text.ts";
import { shellQuote } from "../curl.ts";
import { cellText, count, type PageModel } from "../page-model.ts";
import { rowWords, sizeWords } from "./batch-words.ts";
import type { BatchFacts, JobFacts } from "./job-facts.ts";
import { Scroll } from "./scroll.tsx";

interface BatchProps {
  readonly page: PageModel;
  readonly facts: BatchFacts;
}

export function BatchPage({ page, facts }: BatchProps): VNode {
  const { signature } = page.model;
  return (
    <main id="main" class="sheet batch" data-bytes={facts.batchBytes}>
      <div class="lead">
        <h1>Score a file</h1>
        <p>
          Send a table; every row comes back with its prediction. Other columns are kept.{" "}
          {page.title} asks for {asksWords(page)}.
        </p>
      </div>
      <form method="post" action="jobs" enctype="multipart/form-data">
        <div class="columns">
          <section class="card" aria-labelledby="rows-title">
            <h2 id="rows-title">Rows</h2>
            <div class="pad">
              <div class="zone">
                <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
                  <path
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                    d="M16 21V5m-6 6 6-6 6 6M5 20v5a2 2 0 0 0 2 2h18a2 2 0 0 0 2-2v-5"
                  />
                </svg>
                <label for="file">
                  <span class="drop">Drop a file here, or choose one</span>
                  <span class="hint">
                    CSV, JSON Lines or Parquet, up to {sizeWords(facts.batchBytes)}
                  </span>
                </label>
                <input
                  id="file"
                  name="file"
                  type="file"
                  accept=".csv,.tsv,.jsonl,.ndjson,.json,.parquet,.pq,text/csv"
                />
              </div>
              <p class="small template">
                {signature.inputs.length > 0 && (
                  <a href="batch/template.csv" download>
                    Download a template with the right columns
                  </a>
                )}
              </p>
              <details class="paste">
                <summary>Paste rows instead</summary>
                <label class="hint" for="rows">
                  A first line with the names of columns, then a line for each row
                </label>
                <textarea id="rows" name="rows" class="raw" rows={6} spellcheck={false} />
              </details>
            </div>
            <div class="run">
              <fieldset>
                <legend>A row that cannot be answered</legend>
                <label>
                  <input type="radio" name="on_error" value="skip" checked /> is left out and listed
                </label>
                <label>
                  <input type="radio" name="on_error" value="stop" /> stops the run
                </label>
              </fieldset>
              {signature.probabilities && (
                <fieldset>
                  <legend>An answer holds</legend>
                  <label>
                    <input type="radio" name="proba" value="false" checked /> the prediction
                  </label>
                  <label>
                    <input type="radio" name="proba" value="true" /> and the probability of each
                    class
                  </label>
                </fieldset>
              )}
              <input type="hidden" name="columns" />
              <div class="go">
                <button type="submit">Score the file</button>
                <p id="sending" class="small muted" role="status" />
              </div>
            </div>
          </section>
          <section class="card match" aria-labelledby="match-title">
            <h2 id="match-title">Columns</h2>
            <div id="match">
              <ColumnTable inputs={signature.inputs} />
            </div>
          </section>
        </div>
        <section class="card preview" id="preview" aria-labelledby="preview-title" hidden>
          <h2 id="preview-title">Preview</h2>
        </section>
      </form>
      <JobTable jobs={facts.jobs} keptMinutes={facts.keptMinutes} />
      <section class="card use" aria-labelledby="use-title">
        <h2 id="use-title">The same from code</h2>
        <p>Rows in, rows out, while the file is still being sent:</p>
        <pre>
          <code>{`curl -sS --fail -T rows.csv -X POST -H 'Content-Type: text/csv' ${shellQuote(`${facts.origin}/batch`)} -o scored.csv`}</code>
        </pre>
        <p>As a job, to be asked after and fetched later:</p>
        <pre>
          <code>{`curl -sS --fail -F file=@rows.csv ${shellQuote(`${facts.origin}/jobs`)}`}</code>
        </pre>
        <p>Without a server:</p>
        <pre>
          <code>{`picklejar predict ${shellQuote(page.name)} rows.csv -o scored.csv`}</code>
        </pre>
      </section>
    </main>
  );
}

function asksWords({ model }: PageModel): string {
  const asked = model.signature.inputs.filter((field) => field.unused !== true);
  return asked.length === 0 ? "a row of numbers" : count(asked.length, "column");
}

const shownFields = 12;

/** What the model asks of a file. */
function ColumnTable({ inputs }: { readonly inputs: readonly Field[] }): VNode {
  const asked = inputs.filter((field) => field.unused !== true);
  if (asked.length === 0) {
    return <p class="pad small muted">Any columns of numbers, in the order of training.</p>;
  }
  const rest = asked.length - shownFields;
  return (
    <div class="pad small">
      <Scroll label="Columns that the model asks for">
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Holds</th>
              <th scope="col">Such as</th>
            </tr>
          </thead>
          <tbody>
            {asked.slice(0, shownFields).map((field) => (
              <tr key={field.name}>
                <th scope="row" class="raw">
                  {show(field.name, 60)}
                </th>
                <td>{kindWords(field)}</td>
                <td class="raw">{show(cellText(field.example), 40)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rest > 0 && <p class="muted">{`and ${formatNumber(rest)} more, which the template has`}</p>}
    </div>
  );
}

function kindWords({ kind, nullable, default: preset, unit }: Field): string {
  const words = {
    number: "a number",
    integer: "a whole number",
    category: "a category",
    boolean: "yes or no",
    text: "a text",
  }[kind];
  const ofUnit = unit === undefined ? "" : `, ${unit}`;
  if (preset !== undefined) return `${words}${ofUnit}; may be left out`;
  return `${words}${ofUnit}${nullable ? "; may be empty" : ""}`;
}

function JobTable({ jobs, keptMinutes }: Pick<BatchFacts, "jobs" | "keptMinutes">): VNode {
  const kept = `Files and answers are kept for ${keptMinutes} minutes after the end of a run, then deleted.`;
  return (
    <section class="card jobs" aria-labelledby="jobs-title">
      <h2 id="jobs-title">Earlier files</h2>
      <div class="pad small">
        {jobs.length === 0 ? (
          <p class="muted">{`None from this browser. ${kept}`}</p>
        ) : (
          <>
            <Scroll label="Earlier files">
              <table>
                <thead>
                  <tr>
                    <th scope="col">File</th>
                    <th scope="col">State</th>
                    <th scope="col">Rows</th>
                    <th scope="col">Sent (UTC)</th>
                    <th scope="col">Deleted (UTC)</th>
                  </tr>
                </thead>
                <tbody>
                  {jobs.map((job) => (
                    <tr key={job.id}>
                      <th scope="row">
                        <a href={`jobs/${job.id}`}>{fileWords(job)}</a>
                      </th>
                      <td>{job.status}</td>
                      <td>{rowWords(job.rows)}</td>
                      <td>{timeWords(job.created)}</td>
                      <td>{job.expires === null ? "" : timeWords(job.expires)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            <p class="muted">{kept}</p>
          </>
        )}
      </div>
    </section>
  );
}

/** A job's file as people call it. */
export function fileWords({ file }: Pick<JobFacts, "file">): string {
  return file ?? "Pasted rows";
}

/** "09:30:05" of an ISO 8601 time. */
export function timeWords(time: string): string {
  return time.slice(11, 19);
}
