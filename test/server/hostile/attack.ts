// A server under attack: one request per row over a bare socket, its exact answer, and what must hold after every one
// of them: a body that tells nothing of the inside, no second answer, and a server that still gives the right number.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../src/errors.ts";
import { loadModel } from "../../../src/predict/model.ts";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer, type RequestEvent } from "../../../src/server/app.ts";
import type { ServerLimits } from "../../../src/server/limits.ts";
import { listen } from "../../../src/server/listen.ts";
import { withoutOwnScripts } from "../loader.ts";
import { RawClient, type RawResponse } from "../raw-client.ts";

export const salaryFile: string = join(import.meta.dirname, "../../../examples/salary/model.pkl");

/** The salary model's answer for 2, 9, 6. */
export const salaryAnswer = 53290.89255944764;

export interface Expected {
  /** A status alone: an answer that is no error. */
  readonly status: number;
  readonly code?: ErrorCode;
  /** Each issue as `path code`, the path's parts joined by dots: `0.experience FIELD_KIND`. */
  readonly issues?: readonly string[];
  /** What an answer predicts. */
  readonly prediction?: unknown;
  /** What the body holds somewhere. */
  readonly has?: string;
  /** Whether the connection ends with the answer; it must not otherwise. */
  readonly closes?: boolean;
}

/** A name, what goes over the wire (texts as Latin-1), and what comes back. */
export type Attack = readonly [name: string, bytes: string | Buffer, expected: Expected];

export interface TargetOptions {
  readonly model?: () => Model | Promise<Model>;
  readonly limits?: Partial<ServerLimits>;
  /** A request that the model answers, and its answer: what must still work after every attack. */
  readonly good?: readonly [bytes: string, prediction: unknown];
}

/** Sends every attack of a table to one server. */
export function attack(title: string, rows: readonly Attack[], options: TargetOptions = {}): void {
  describe(title, () => {
    const events: RequestEvent[] = [];
    const [good, prediction] = options.good ?? [json("[2, 9, 6]"), salaryAnswer];
    let port = 0;
    let close = async (): Promise<void> => undefined;
    let heldBefore = 0;

    beforeAll(async () => {
      const model = await (options.model?.() ?? loadModel(salaryFile));
      const app = createServer(model, {
        limits: { graceMs: 0, drainMs: 1000, checkMs: 50, ...options.limits },
        onRequest: (event) => events.push(event),
      });
      ({ port } = await listen(app, { port: 0 }));
      close = async () => void (await app.close());
      await ask(port, good);
      heldBefore = heldBytes();
    });
    afterAll(async () => {
      await close();
    });

    for (const [name, bytes, expected] of rows) {
      it(name, async () => {
        const client = await RawClient.open(port);
        client.send(bytes);
        let answer = await client.read();
        while (answer?.status === 100) answer = await client.read();
        checkAnswer(answer, expected);
        await checkConnection(client, expected);
        const after = await ask(port, good);
        expect([after?.status, JSON.parse(after?.body ?? "{}").prediction]).toEqual([
          200,
          prediction,
        ]);
      });
    }

    it("leaves nothing behind: no failure inside, no property of all objects, no memory", async () => {
      expect(events.filter(({ failure }) => failure !== null)).toEqual([]);
      for (const { path } of events) expect(path).toMatch(/^[\x20-\x7e\u00a0-\uffff]*$/);
      const empty: Record<string, unknown> = {};
      for (const name in empty) expect(name).toBe("no name at all");
      // The table holds what it has sent, in parts and flat: up to 30 MB. What jobs and connections held goes when they
      // have ended: soon, not at once.
      const most = 48 * 2 ** 20;
      const end = performance.now() + 10_000;
      while (heldBytes() - heldBefore >= most && performance.now() < end) await sleep(100);
      expect(heldBytes() - heldBefore).toBeLessThan(most);
    });
  });
}

const knownHeaders = new Set(
  "allow cache-control connection content-disposition content-length content-security-policy content-type date keep-alive picklejar-notes referrer-policy retry-after vary x-content-type-options x-request-id".split(
    " ",
  ),
);

function checkAnswer(response: RawResponse | null, expected: Expected): void {
  const { headers = new Map<string, string>(), status } = response ?? {};
  const body = Buffer.from(response?.body ?? "", "latin1").toString("utf8");
  const type = headers.get("content-type") ?? "";
  const isProblem = type.startsWith("application/problem+json");
  const answer = type.includes("json") && body !== "" ? JSON.parse(body) : {};
  const { code, issues = [] } = isProblem ? answer : {};
  expect({ status, code }, body.slice(0, 500)).toEqual({
    status: expected.status,
    code: expected.code,
  });
  if (isProblem) {
    expect(answer).toMatchObject({ type: "about:blank", status });
    expect(answer.id).toBe(headers.get("x-request-id"));
  }
  if (expected.issues !== undefined) expect(issues.map(issueText)).toEqual(expected.issues);
  if ("prediction" in expected) expect(answer.prediction).toEqual(expected.prediction);
  const start = body.slice(0, 300);
  if (expected.has !== undefined) expect(body.includes(expected.has), start).toBe(true);
  for (const name of headers.keys()) expect(knownHeaders).toContain(name);
  if (body !== "") expect(headers.get("x-content-type-options")).toBe("nosniff");
  const inside = /\n\s+at |\.[jt]sx?:\d+:\d|file:\/\/\/./;
  expect(inside.exec(body)?.[0], start).toBe(undefined);
  if (type.startsWith("text/html")) {
    expect(strangeMarkup(withoutOwnScripts(body))).toEqual([]);
  } else if (type.startsWith("text/csv")) {
    expect(headers.get("content-disposition")).toMatch(/^attachment;/);
  } else {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must not be there
    expect(/[\x00-\x1f\x7f]/.exec(body)?.[0], start).toBe(undefined);
  }
}

const ownTags = new Set(
  "!doctype a body button caption circle code datalist desc details div em footer form h1 h2 h3 head header html i input label li line link main meta nav ol option p path pre rect section select span strong style summary svg table tbody td text textarea th thead title tr ul".split(
    " ",
  ),
);

/** Elements that our pages do not have, handlers, and addresses that are programs: all of that would be a sender's. */
function strangeMarkup(html: string): string[] {
  const tags = html.matchAll(/<\/?([a-z!][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi);
  return [...tags]
    .filter(([, name = "", attributes = ""]) => {
      const names = attributes.replace(/"[^"]*"|'[^']*'/g, "");
      const isProgram = /(href|src|action)\s*=\s*["']?\s*javascript:/i.test(attributes);
      return !ownTags.has(name.toLowerCase()) || /\bon\w+\s*=/i.test(names) || isProgram;
    })
    .map(([tag]) => tag.slice(0, 100));
}

function issueText({ path, code }: { path: readonly unknown[]; code: string }): string {
  return `${path.join(".")} ${code}`.trim();
}

/** One answer, and either a closed connection or one that still understands what it is sent. */
async function checkConnection(client: RawClient, { closes = false }: Expected): Promise<void> {
  if (closes) {
    expect(await client.read()).toBe(null);
    expect(client.wasReset).toBe(false);
  } else {
    client.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
    const next = await client.read();
    expect([next?.status, next?.body]).toEqual([200, '{"status":"live"}']);
  }
  client.socket.destroy();
}

async function ask(port: number, bytes: string): Promise<RawResponse | null> {
  const client = await RawClient.open(port);
  client.send(bytes);
  const response = await client.read();
  client.socket.destroy();
  return response;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is still held after a collection, bytes. */
function heldBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A whole request; its length is added where there is a body. */
export function request(
  line: string,
  headers: readonly string[] = [],
  body: string | Buffer = "",
): string {
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
  const length = bytes.length > 0 ? [`Content-Length: ${bytes.length}`] : [];
  const head = [`${line} HTTP/1.1`, "Host: x", ...headers, ...length];
  return `${head.join("\r\n")}\r\n\r\n${bytes.toString("latin1")}`;
}

export function post(type: string, body: string | Buffer, path = "/predict"): string {
  return request(`POST ${path}`, [`Content-Type: ${type}`], body);
}

export function json(body: string | Buffer): string {
  return post("application/json", body);
}

export function form(body: string): string {
  return post("application/x-www-form-urlencoded", body);
}
