// The monitor: what happened lately, as a page, as JSON, and the requests that are held as files.

import type { FastifyRequest } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { heldValue } from "../../monitor/held-value.ts";
import type { Monitor } from "../../monitor/monitor.ts";
import { defaultRange, findRange, type TimeRange, timeRanges } from "../../monitor/ranges.ts";
import {
  type AnswerReport,
  findPart,
  type MonitorReport,
  monitorReport,
} from "../../monitor/report.ts";
import { quoted, textCell } from "../../predict/batch/cell-text.ts";
import type { JsonValue } from "../../predict/json-value.ts";
import { checkMonitorAccess } from "../monitor-access.ts";
import { prefersJson } from "../negotiation.ts";
import { monitorPaths } from "../openapi/monitor-paths.ts";
import { originOf } from "../origin.ts";
import { queryOf } from "../pairs.ts";
import { homeFrom, type Service, sendJson, sendPage, sendText } from "../service.ts";
import { readQuery } from "./predict.ts";
import type { Routes } from "./routes.ts";

export function addMonitorRoutes(app: Routes, service: Service): void {
  const { monitor, pages, identity, paths } = service;
  if (monitor === null) return;
  paths.add(monitorPaths);
  const reportFor = (asked: Asked): MonitorReport => {
    const report = monitorReport(monitor, identity, asked.range, Date.now());
    return { ...report, latest: matching(report.latest, asked.words) };
  };
  app.get("/monitor", (request, reply) => {
    checkMonitorAccess(service, request);
    const asked = readAsked(service, request);
    const report = reportFor(asked);
    if (prefersJson(request.headers.accept)) {
      sendJson(service, reply, 200, JSON.stringify(report));
      return;
    }
    const { words, hasAllInputs } = asked;
    const facts = { report, words, hasAllInputs, origin: originOf(request) };
    sendPage(service, reply, 200, pages.renderMonitor(facts, homeFrom(request.url)));
  });
  app.get("/monitor.json", (request, reply) => {
    checkMonitorAccess(service, request);
    const asked = readAsked(service, request);
    const report = reportFor(asked);
    const { model, range, from, to } = report;
    const part =
      asked.part === null ? report : { model, range, from, to, [asked.part]: report[asked.part] };
    sendJson(service, reply, 200, JSON.stringify(part));
  });
  app.get("/monitor/latest.csv", (request, reply) => {
    checkMonitorAccess(service, request);
    const { latest } = reportFor(readAsked(service, request));
    reply.header("content-disposition", 'attachment; filename="latest.csv"');
    sendText(service, reply, 200, "text/csv; charset=utf-8", latestCsv(monitor, latest));
  });
  app.get("/monitor/latest.jsonl", (request, reply) => {
    checkMonitorAccess(service, request);
    const { latest } = reportFor(readAsked(service, request));
    reply.header("content-disposition", 'attachment; filename="latest.jsonl"');
    const lines = latest.map((answer) => `${JSON.stringify(answer)}\n`);
    sendText(service, reply, 200, "application/x-ndjson", lines.join(""));
  });
}

interface Asked {
  readonly range: TimeRange;
  /** What the listed answers hold somewhere. */
  readonly words: string;
  readonly part: ReturnType<typeof findPart> | null;
  readonly hasAllInputs: boolean;
}

/** @throws REQUEST_MALFORMED for a range or a part that there is not */
function readAsked(service: Service, request: FastifyRequest): Asked {
  const asked = new Map(readQuery(service, queryOf(request.url)));
  const name = asked.get("range");
  const range = name === undefined ? defaultRange : findRange(name);
  if (range === null) {
    const known = timeRanges.map((one) => one.name).join(", ");
    throw new PicklejarError("REQUEST_MALFORMED", { reason: `its range is none of ${known}` });
  }
  const part = asked.get("part");
  return {
    range,
    words: (asked.get("q") ?? "").trim().slice(0, 200),
    part: part === undefined ? null : findPart(part),
    hasAllInputs: asked.get("inputs") === "all",
  };
}

function matching(latest: readonly AnswerReport[], words: string): readonly AnswerReport[] {
  if (words === "") return latest;
  const wanted = words.toLowerCase();
  return latest.filter((one) => JSON.stringify(one).toLowerCase().includes(wanted));
}

/** One line for each answer: the inputs as columns, the answer as it is in JSON where it is more than one value. */
function latestCsv(monitor: Monitor, latest: readonly AnswerReport[]): string {
  const { inputs } = monitor.options.signature;
  const asked = inputs.map(({ name, unused }, position) => ({ name, position, unused }));
  const columns = asked.filter(({ unused }) => unused !== true);
  const header = ["time", "id", "rows", "ms", ...columns.map(({ name }) => name), "answer"];
  const lines = latest.map(({ at, id, rows, ms, inputs: row, answer }) => {
    const cells = columns.map(({ name, position }) =>
      csvText(heldValue(row, name, position) ?? null),
    );
    return [at, id, String(rows), String(ms), ...cells, csvText(answer)];
  });
  const head = header.map((name) => quoted(name, ",")).join(",");
  return [head, ...lines.map((cells) => cells.map((cell) => textCell(cell, ",")).join(","))]
    .map((line) => `${line}\r\n`)
    .join("");
}

function csvText(value: JsonValue): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
