// The pages of files: where they are sent from, the template they can be made of, and each job's own page.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { BatchFacts, JobFacts } from "../../pages/batch/job-facts.ts";
import { cellText } from "../../pages/page-model.ts";
import { quoted } from "../../predict/batch/cell-text.ts";
import { show } from "../../text.ts";
import type { Job } from "../jobs/job.ts";
import type { JobList } from "../jobs/job-list.ts";
import { ownerOf } from "../jobs/job-owner.ts";
import { originOf } from "../origin.ts";
import { homeFrom, type Service, sendPage, sendText } from "../service.ts";
import type { Routes } from "./routes.ts";

// A page lists so many of a browser's jobs.
const maxListed = 50;

export function addBatchPageRoutes(app: Routes, service: Service, jobs: JobList): void {
  const { pages, limits } = service;
  app.get("/batch", (request, reply) => {
    const owner = ownerOf(request);
    const own = owner === null ? [] : jobs.of(owner).slice(0, maxListed);
    const facts: BatchFacts = {
      origin: originOf(request),
      batchBytes: limits.batchBytes,
      keptMinutes: Math.max(Math.round(jobs.keptMs / 60_000), 1),
      jobs: own.map((job) => factsOf(jobs, job)),
    };
    sendPage(service, reply, 200, pages.renderBatch(facts, homeFrom(request.url)));
  });
  app.get("/batch/template.csv", (request, reply) => {
    const { inputs } = service.model.signature;
    const asked = inputs.filter((field) => field.unused !== true);
    if (asked.length === 0) throw service.site.notFound(request.url.split("?", 1)[0] ?? "");
    const lines = [
      asked.map(({ name }) => quoted(name, ",")),
      asked.map(({ example }) => quoted(cellText(example), ",")),
    ];
    const stem = service.identity.name.replace(/[^\w.-]+/g, "_").slice(0, 60);
    reply.header("content-disposition", `attachment; filename="${stem}-template.csv"`);
    const text = lines.map((cells) => `${cells.join(",") || '""'}\n`).join("");
    sendText(service, reply, 200, "text/csv; charset=utf-8", text);
  });
}

export function sendJobPage(
  service: Service,
  jobs: JobList,
  request: FastifyRequest,
  reply: FastifyReply,
  job: Job,
): void {
  const facts = factsOf(jobs, job);
  // Whoever knows the address has the job: it is told to no other site.
  const html = service.pages.renderJob(facts, originOf(request), homeFrom(request.url));
  sendPage(service, reply, 200, html);
}

function factsOf(jobs: JobList, job: Job): JobFacts {
  const { counts, error, input, options, summary } = job;
  const isEnded = job.status === "done" || job.status === "failed";
  return {
    id: job.id,
    status: job.status,
    file: input.name === null ? null : show(input.name, 80),
    bytes: job.inputBytes,
    skipsFaults: options.skipsFaults,
    probabilities: options.probabilities,
    columns: options.columns,
    rows: counts.rows,
    rowsTotal: job.totalRows,
    isEstimated: job.isEstimated,
    rowsPerSecond: job.rowsPerSecond,
    secondsLeft: job.secondsLeft,
    skipped: counts.skipped,
    warned: counts.warned,
    seconds: job.started === null ? null : ((job.ended ?? Date.now()) - job.started) / 1000,
    before: jobs.before(job),
    notes: job.notes,
    summary,
    error: error === null ? null : { detail: error.message, hint: error.hint },
    created: new Date(job.created).toISOString(),
    expires: job.ended === null ? null : new Date(job.ended + jobs.keptMs).toISOString(),
    hasAnswers: job.status === "done" && job.outputs !== null,
    hasErrors: isEnded && job.outputs !== null,
    ending: input.isParquet ? "parquet" : endingOf(job),
    hasLines: job.hasLines,
  };
}

function endingOf({ input }: Job): string {
  const said = /\.(csv|tsv|jsonl|ndjson|json)$/i.exec(input.name ?? "")?.[1]?.toLowerCase();
  return said ?? (input.kind.format === "json-lines" ? "jsonl" : (input.kind.format ?? ""));
}
