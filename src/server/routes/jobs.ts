// Files that are scored while their senders do something else: sent here, asked after, fetched when they are done.

import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { AnswerStream, GoneAway } from "../answer-stream.ts";
import { RequestCut } from "../batch-body.ts";
import type { Job } from "../jobs/job.ts";
import type { JobList } from "../jobs/job-list.ts";
import { nameOwner, ownerOf } from "../jobs/job-owner.ts";
import { receiveUpload } from "../jobs/job-upload.ts";
import { jobJson } from "../jobs/job-view.ts";
import type { SpoolFile } from "../jobs/spool.ts";
import { jobPaths } from "../openapi/job-paths.ts";
import { pathOf } from "../own/request.ts";
import { Pace } from "../pace.ts";
import { queryOf } from "../pairs.ts";
import { type Service, sendJson, wantsHtml } from "../service.ts";
import { sendJobPage } from "./batch-page.ts";
import type { Routes } from "./routes.ts";

export function addJobRoutes(app: Routes, service: Service, jobs: JobList): void {
  service.paths.add(jobPaths(service.pages.page));
  const { admit } = service.load;
  const send = (request: FastifyRequest, reply: FastifyReply, status: number, job: Job): void =>
    sendJson(service, reply, status, JSON.stringify(jobJson(job, jobs.keptMs, request.id)));
  const jobOf = (request: FastifyRequest): Job =>
    jobs.get(/\/jobs\/([^/]*)/.exec(pathOf(request.url))?.[1] ?? "");

  app.post("/jobs", { onRequest: admit }, async (request, reply) => {
    refuseOtherSites(request);
    const release = jobs.reserve();
    let job: Job;
    try {
      const { input, options } = await receiveUpload(service, request, jobs.spool);
      if (service.drain.isDraining) {
        await input.file.close();
        throw new PicklejarError("SERVER_STOPPING");
      }
      const sender = { owner: nameOwner(request, reply), requestId: request.id };
      const { skipsFaults, columns, wantsLines } = options;
      const probabilities = options.probabilities === true;
      job = jobs.add(input, { skipsFaults, columns, wantsLines, probabilities }, sender);
    } catch (error) {
      if (!(error instanceof RequestCut)) throw error;
      request.summary = "cut off";
      reply.code(499).hijack();
      service.observe(request, reply);
      return reply;
    } finally {
      release();
    }
    request.summary = `job ${job.id.slice(0, 6)}…`;
    const location = `jobs/${job.id}`;
    if (wantsHtml(request)) return reply.code(303).header("location", location).send();
    reply.header("location", location);
    return send(request, reply, 202, job);
  });

  app.get("/jobs", (request, reply) => {
    if (wantsHtml(request)) return reply.code(303).header("location", "batch").send();
    const owner = ownerOf(request);
    const own = owner === null ? [] : jobs.of(owner);
    const list = own.map((job) => jobJson(job, jobs.keptMs, request.id));
    return sendJson(service, reply, 200, JSON.stringify({ jobs: list }));
  });

  app.get("/jobs/:id", async (request, reply) => {
    const job = jobOf(request);
    const asksJson = queryOf(request.url) === "format=json";
    if (wantsHtml(request) && !asksJson) return sendJobPage(service, jobs, request, reply, job);
    return send(request, reply, 200, job);
  });

  app.delete("/jobs/:id", async (request, reply) => {
    refuseOtherSites(request);
    const job = jobOf(request);
    const wasOver = job.isOver;
    await jobs.remove(job);
    if (!wasOver) return send(request, reply, 200, job);
    return reply.code(204).header("x-request-id", request.id).send();
  });

  // Forms know no other method.
  app.post("/jobs/:id/delete", async (request, reply) => {
    refuseOtherSites(request);
    const job = jobOf(request);
    const wasOver = job.isOver;
    await jobs.remove(job);
    return reply
      .code(303)
      .header("location", wasOver ? "../../batch" : `../${job.id}`)
      .send();
  });

  app.get("/jobs/:id/answers", async (request, reply) => {
    const job = jobOf(request);
    if (job.status !== "done" || job.outputs === null) throw unfinished(job, "answers");
    const [type, ending] = job.hasLines
      ? ["application/x-ndjson", "jsonl"]
      : ["text/csv; charset=utf-8", "csv"];
    const name = `${stemOf(job)}-predictions.${ending}`;
    return sendFile(service, request, reply, job.outputs.answers, type, name);
  });

  app.get("/jobs/:id/errors", async (request, reply) => {
    const job = jobOf(request);
    if (!["done", "failed"].includes(job.status) || job.outputs === null) {
      throw unfinished(job, "errors");
    }
    const { errors } = job.outputs;
    const name = `${stemOf(job)}-errors.csv`;
    return sendFile(service, request, reply, errors, "text/csv; charset=utf-8", name);
  });
}

function unfinished({ status }: Job, what: string): PicklejarError {
  return new PicklejarError("JOB_UNFINISHED", { status, what });
}

/** The file's own name without its ending, as a header can hold it. */
function stemOf({ input }: Job): string {
  const stem = (input.name ?? "").replace(/\.[^.]*$/, "").replace(/[^\w.-]+/g, "_");
  return stem.slice(0, 60) || "rows";
}

/** @throws REQUEST_MALFORMED for what a page elsewhere made a browser send */
function refuseOtherSites({ headers }: FastifyRequest): void {
  if (headers["sec-fetch-site"] !== "cross-site") return;
  throw new PicklejarError("REQUEST_MALFORMED", { reason: "a page of another site sent it" });
}

/** A file at the client's own pace. */
async function sendFile(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  file: SpoolFile,
  type: string,
  name: string,
): Promise<void> {
  const { stallMs, paceBytes, spillBytes } = service.limits;
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": type,
    "content-length": String(file.size),
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": request.id,
    ...(service.drain.isDraining && { connection: "close" }),
  });
  if (request.method === "HEAD") {
    raw.end();
    return;
  }
  const pace = new Pace(stallMs, paceBytes);
  const stream = new AnswerStream(request.raw, raw, { spillAfterMs: 0, spillBytes, pace });
  try {
    for await (const piece of file.pieces()) await stream.write(piece);
    raw.end();
  } catch (error) {
    if (!(error instanceof GoneAway)) request.failure = error;
    raw.destroy();
    service.observe(request, reply);
  } finally {
    await stream.close();
  }
}
