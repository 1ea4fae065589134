// What the right answer was: kept in the prediction log, and held against the answer that was given.

import type { FastifyReply, FastifyRequest } from "fastify";
import { type Issue, PicklejarError } from "../../errors.ts";
import type { Feedback } from "../../monitor/feedback.ts";
import { parseRightAnswer } from "../../monitor/right-answer.ts";
import type { JsonValue } from "../../predict/json-value.ts";
import { Fault } from "../../signature/issues.ts";
import { nearestName, show } from "../../text.ts";
import { feedbackPaths } from "../openapi/monitor-paths.ts";
import { homeFrom, type Service, sendJson, sendPage, wantsHtml } from "../service.ts";
import { readPatiently } from "./predict.ts";
import type { Routes } from "./routes.ts";

const maxNote = 500;
const names = ["id", "answer", "row", "note"];

export function addFeedbackRoutes(app: Routes, service: Service): void {
  const { log, monitor, pages, paths, identity, keepsValues } = service;
  if (log !== null) paths.add(feedbackPaths(pages.page));
  const { admit: onRequest } = service.load;
  app.post("/feedback", { onRequest }, async (request: FastifyRequest, reply: FastifyReply) => {
    if (log === null) throw new PicklejarError("FEEDBACK_OFF");
    checkOrigin(request);
    const sent = await readSent(service, request, reply);
    const { id, row, note, answer } = judge(sent, service);
    const at = Date.now();
    const prediction = monitor?.known.find(id, row);
    const feedback: Feedback = { at, id, row, answer, prediction, note };
    monitor?.judged(feedback);
    log.append([
      {
        at,
        id,
        version: identity.version,
        feedback: {
          answer,
          ...(row !== null && { row }),
          ...(note !== null && { note }),
          ...(keepsValues && prediction !== undefined && { prediction }),
        },
      },
    ]);
    if (wantsHtml(request)) {
      sendPage(service, reply, 200, pages.renderThanks(homeFrom(request.url)));
      return;
    }
    sendJson(service, reply, 200, JSON.stringify({ id, matched: prediction !== undefined }));
  });
}

/** Browsers tell whose page sends something; other programs do not, and need not. @throws REQUEST_MALFORMED */
function checkOrigin({ headers }: FastifyRequest): void {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  throw new PicklejarError("REQUEST_MALFORMED", { reason: "it comes from a page of another site" });
}

/** Names and values; a name that a form sends several times has a list of values. */
async function readSent(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ReadonlyMap<string, unknown>> {
  const body = await readPatiently(service, request, reply);
  if (body.kind === "form") {
    const sent = new Map<string, unknown>();
    for (const [name, value] of body.pairs) {
      const before = sent.get(name);
      if (before === undefined) sent.set(name, value);
      else sent.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
    }
    return sent;
  }
  const value = body.kind === "json" ? body.value : null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const example = '{"id":"…","answer":…}';
    throw new PicklejarError("BODY_MALFORMED", { reason: "it is not a record", example });
  }
  return new Map(Object.entries(value));
}

interface Judged {
  readonly id: string;
  readonly row: number | null;
  readonly note: string | null;
  readonly answer: JsonValue;
}

/** @throws INPUT_INVALID with one issue for each value that is wrong */
function judge(sent: ReadonlyMap<string, unknown>, { model }: Service): Judged {
  const issues: Issue[] = [];
  const take = <T>(name: string, read: (value: unknown) => T, otherwise: T): T => {
    try {
      return read(sent.get(name));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const label = name.charAt(0).toUpperCase() + name.slice(1);
      issues.push({ path: [name], code: error.code, message: `${label} ${error.message}.` });
      return otherwise;
    }
  };
  const judged = {
    id: take("id", readId, ""),
    answer: take<JsonValue>(
      "answer",
      (value) => parseRightAnswer(value, model.signature.outputs),
      null,
    ),
    row: take("row", readRow, null),
    note: take("note", readNote, null),
  };
  for (const name of sent.keys()) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    const hint = near === null ? "" : ` Did you mean ${near}?`;
    const message = `There is no ${show(name, 60)}.${hint}`;
    issues.push({ path: [name], code: "FIELD_UNKNOWN", message });
  }
  const [first] = issues;
  if (first === undefined) return judged;
  throw new PicklejarError("INPUT_INVALID", { summary: first.message }, { issues });
}

function readId(value: unknown): string {
  if (value === undefined || value === null || value === "") {
    throw new Fault("FIELD_MISSING", "must be the id that came with the answer");
  }
  const isId = typeof value === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
  if (isId) return value.toLowerCase();
  throw new Fault("FIELD_KIND", "must be an id as it came with the answer");
}

function readRow(value: unknown): number | null {
  if (value === undefined || value === null || value === "") return null;
  const row = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof row === "number" && Number.isSafeInteger(row) && row >= 0) return row;
  throw new Fault("FIELD_KIND", "must be the number of a row, counted from 0");
}

function readNote(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string") throw new Fault("FIELD_KIND", "must be a text");
  if (value.length > maxNote) {
    throw new Fault("FIELD_RANGE", `must have at most ${maxNote} characters; got ${value.length}`);
  }
  return value;
}
