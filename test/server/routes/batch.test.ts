// Long files over real sockets: streaming, faults, deadlines, and the end of the server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer, type RequestEvent } from "../../../src/server/app.ts";
import type { ServerLimits } from "../../../src/server/limits.ts";
import { listen } from "../../../src/server/listen.ts";
import { fixtureCases, fixtureModel, linesOf, runBatch } from "../../predict/batch/run-batch.ts";
import { salaryModel } from "../fake-models.ts";
import { RawClient } from "../raw-client.ts";

const header = "experience,test_score,interview_score";
const answer = 53290.89304765718;

interface Running {
  readonly port: number;
  readonly events: RequestEvent[];
  close(): Promise<void>;
}

const running: Running[] = [];

async function start(model: Model, limits: Partial<ServerLimits> = {}): Promise<Running> {
  const events: RequestEvent[] = [];
  const app = createServer(model, {
    limits: { graceMs: 0, drainMs: 5000, checkMs: 50, ...limits },
    onRequest: (event) => events.push(event),
  });
  await listen(app, { port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const server = { port, events, close: async () => void (await app.close()) };
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

interface Received {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly trailers: IncomingMessage["trailers"];
  readonly body: string;
  /** Whether the response came to its proper end. */
  readonly isWhole: boolean;
}

interface Sent {
  readonly path?: string;
  readonly type?: string;
  readonly accept?: string;
  /** Pieces of the body; a number is a pause, milliseconds; null waits for the first of the answer. */
  readonly body: Iterable<Piece> | AsyncIterable<Piece>;
}

type Piece = string | number | null;

/** A client that reads while it sends. */
async function send({ port }: Running, sent: Sent): Promise<Received> {
  const { path = "/batch", type = "text/csv", accept = "*/*", body } = sent;
  const request = httpRequest({
    port,
    path,
    method: "POST",
    headers: { "content-type": type, accept },
  });
  request.on("error", () => undefined);
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  const begun = Promise.withResolvers<void>();
  const received = answered.then(async ([response]): Promise<Received> => {
    let text = "";
    response.once("data", () => begun.resolve());
    response.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    // A response that is cut off ends in an error, and then closes.
    response.on("error", () => undefined);
    await new Promise((resolve) => response.once("close", resolve));
    const { statusCode = 0, headers, trailers, complete } = response;
    return { status: statusCode, headers, trailers, body: text, isWhole: complete };
  });
  for await (const piece of body) {
    if (piece === null) await begun.promise;
    else if (typeof piece === "number") await new Promise((resolve) => setTimeout(resolve, piece));
    else if (request.destroyed) break;
    else if (!request.write(piece)) {
      await Promise.race([once(request, "drain"), once(request, "close")]).catch(() => undefined);
    }
  }
  request.end();
  return received;
}

describe("POST /batch", () => {
  it("sends CSV back with its predictions, and says how many in trailers", async () => {
    const model = await fixtureModel("homes");
    const cases = fixtureCases("homes");
    const server = await start(model);
    const { status, headers, trailers, body, isWhole } = await send(server, { body: [cases] });
    expect([status, isWhole]).toEqual([200, true]);
    expect(body).toBe(runBatch(model, cases).output);
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(headers["content-disposition"]).toContain("predictions.csv");
    expect(headers["transfer-encoding"]).toBe("chunked");
    expect(trailers).toEqual({ "picklejar-rows": "12", "picklejar-skipped": "0" });
    expect(server.events).toMatchObject([{ path: "/batch", status: 200, summary: "12 rows" }]);
  });

  it("sends JSON Lines back for JSON Lines and for an array, and for CSV where they are wanted", async () => {
    const server = await start(salaryModel());
    const record = '{"experience":2,"test_score":9,"interview_score":6}';
    const expected = `${record.slice(0, -1)},"prediction":${answer}}\n`;
    for (const sent of [
      { type: "application/x-ndjson", body: [`${record}\n${record}`] },
      { type: "application/json", body: [`[${record},\n${record}]`] },
      { type: "text/csv", accept: "application/x-ndjson", body: [`${header}\n2,9,6\n2,9,6\n`] },
    ]) {
      const { body, headers } = await send(server, sent);
      expect(body).toBe(expected.repeat(2));
      expect(headers["content-type"]).toBe("application/x-ndjson");
    }
  });

  it("answers rows while others still come", async () => {
    const server = await start(await fixtureModel("linear"));
    const client = await RawClient.open(server.port);
    let seen = "";
    client.socket.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
    });
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
    client.send(
      "POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    client.send(chunk("area m2,rooms,age\n1,2,3\n"));
    while (!seen.includes("\n1,2,3,")) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).not.toContain("\n4,5,6,");
    client.send(chunk("4,5,6\n"));
    while (!seen.includes("\n4,5,6,")) await new Promise((resolve) => setTimeout(resolve, 5));
    client.send("0\r\n\r\n");
    while (!seen.includes("picklejar-rows: 2"))
      await new Promise((resolve) => setTimeout(resolve, 5));
    client.socket.destroy();
  });

  it("adds probabilities where asked", async () => {
    const server = await start(await fixtureModel("forest"));
    const body = ["a,b,c,d\n1,2,3,4\n"];
    const { body: text } = await send(server, { path: "/batch?proba=true", body });
    expect(linesOf(text)[0]).toBe(
      "a,b,c,d,prediction,probability_0,probability_1,probability_2,probability_3",
    );
  });

  it("answers an error, as ever, for what is wrong before the first answer", async () => {
    const server = await start(await fixtureModel("linear"), { batchBytes: 1000 });
    const post = async (sent: Sent): Promise<[number, string]> => {
      const { status, body } = await send(server, sent);
      return [status, JSON.parse(body).code];
    };
    expect(await post({ body: ["a,b\n1,2\n"] })).toEqual([400, "INPUT_INVALID"]);
    expect(await post({ body: ["area m2,rooms,age\nx,2,3\n"] })).toEqual([400, "INPUT_INVALID"]);
    expect(await post({ body: [] })).toEqual([400, "INPUT_MALFORMED"]);
    expect(await post({ body: ["x"], type: "text/plain" })).toEqual([
      415,
      "MEDIA_TYPE_UNSUPPORTED",
    ]);
    expect(await post({ body: ["x"], path: "/batch?skip=1" })).toEqual([400, "REQUEST_MALFORMED"]);
    expect(await post({ body: ["x".repeat(2000)] })).toEqual([413, "BODY_TOO_LARGE"]);
    const allowed = await send(server, { body: ["area m2,rooms,age\n1,2,3\n"] });
    expect(allowed.status).toBe(200);
  });

  it("answers other methods with what is allowed", async () => {
    const server = await start(salaryModel());
    const response = await fetch(`http://127.0.0.1:${server.port}/batch`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
  });
});

describe("POST /batch, where rows are at fault", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => (i === 2500 ? "x,9,6" : `${i % 9},9,6`));
  const csv = `${header}\n${rows.join("\n")}\n`;
  const lines = rows.map((row) => `[${row.replace("x", '"x"')}]`).join("\n");

  it("cuts the answer off, so that no client takes it for whole", async () => {
    const server = await start(salaryModel());
    const pieces = [csv.slice(0, 10_000), null, csv.slice(10_000)];
    const { status, body, isWhole } = await send(server, { body: pieces });
    expect([status, isWhole]).toEqual([200, false]);
    expect(linesOf(body)).toHaveLength(2501);
    expect(server.events).toMatchObject([
      { status: 200, summary: "INPUT_INVALID after 2501 rows" },
    ]);
  });

  it("tells the reason in the last of JSON Lines", async () => {
    const server = await start(salaryModel());
    const type = "application/x-ndjson";
    const pieces = [lines.slice(0, 10_000), null, lines.slice(10_000)];
    const { body, isWhole } = await send(server, { type, body: pieces });
    expect(isWhole).toBe(false);
    const last = JSON.parse(linesOf(body).at(-1) ?? "");
    expect(last).toMatchObject({
      line: 2501,
      error: { code: "INPUT_INVALID", status: 400, issues: [{ path: [2500, "experience"] }] },
    });
    expect(Object.hasOwn(last, "prediction")).toBe(false);
    expect(linesOf(body)).toHaveLength(2501);
  });

  it("leaves them out where told: silently from CSV, but for the count; in place in JSON Lines", async () => {
    const server = await start(salaryModel());
    const path = "/batch?on_error=skip";
    const ofCsv = await send(server, { path, body: [csv] });
    expect([ofCsv.isWhole, linesOf(ofCsv.body).length]).toEqual([true, 3000]);
    expect(ofCsv.trailers["picklejar-skipped"]).toBe("1");
    const ofLines = await send(server, { path, type: "application/x-ndjson", body: [lines] });
    expect(ofLines.isWhole).toBe(true);
    expect(JSON.parse(linesOf(ofLines.body)[2500] ?? "")).toMatchObject({
      row: 2500,
      line: 2501,
      error: { code: "INPUT_INVALID" },
    });
  });

  it("closes the connection of a client of HTTP/1.0 by a reset", async () => {
    const server = await start(salaryModel());
    const client = await RawClient.open(server.port);
    const body = csv;
    client.send(
      `POST /batch HTTP/1.0\r\nContent-Type: text/csv\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10_000)}`,
    );
    await once(client.socket, "data");
    client.send(body.slice(10_000));
    while (!client.isClosed) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(client.wasReset).toBe(true);
  });
});

describe("POST /batch and time", () => {
  it("lets a body come for longer than other requests may take", async () => {
    const server = await start(salaryModel(), { requestMs: 200, headersMs: 200, stallMs: 2000 });
    async function* slowly(): AsyncGenerator<Piece> {
      yield `${header}\n`;
      for (let i = 0; i < 12; i++) {
        yield 50;
        yield "2,9,6\n";
      }
    }
    const { status, body, isWhole } = await send(server, { body: slowly() });
    expect([status, isWhole, linesOf(body).length]).toEqual([200, true, 13]);
  });

  it("cuts off a client that sends nothing for too long", async () => {
    const server = await start(salaryModel(), { requestMs: 150, headersMs: 100, stallMs: 150 });
    const before = await send(server, { body: [`${header}\n`, 600] });
    expect([before.status, JSON.parse(before.body).code]).toEqual([408, "BATCH_STALLED"]);
    const after = await send(server, { body: [`${header}\n2,9,6\n`, 600] });
    expect([after.status, after.isWhole]).toEqual([200, false]);
  });

  it("closes the connection of a client that goes on sending slowly after it was refused", async () => {
    const server = await start(salaryModel(), { requestMs: 200, headersMs: 100 });
    const client = await RawClient.open(server.port);
    client.send(
      "POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 99999\r\n\r\na,b\n1,2\n",
    );
    expect((await client.read())?.status).toBe(400);
    const timer = setInterval(() => client.send("x"), 20);
    await client.closed();
    clearInterval(timer);
  });

  it("keeps the usual deadline for the next request of the connection", async () => {
    const server = await start(salaryModel(), { requestMs: 200, headersMs: 100 });
    const client = await RawClient.open(server.port);
    const body = `${header}\n2,9,6\n`;
    const head = (length: number): string =>
      `POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: ${length}\r\n\r\n`;
    client.send(head(body.length));
    await new Promise((resolve) => setTimeout(resolve, 400));
    client.send(body);
    await once(client.socket, "data");
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.send(
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[",
    );
    await client.closed();
  });

  it("gives a file for /predict its own time", async () => {
    const server = await start(salaryModel(), { requestMs: 150, headersMs: 100, tableMs: 600 });
    const sent = (ms: number): Sent => ({ path: "/predict", body: [`${header}\n`, ms, "2,9,6\n"] });
    expect((await send(server, sent(300))).status).toBe(200);
    const late = await send(server, sent(900));
    expect([late.status, JSON.parse(late.body).code]).toEqual([408, "REQUEST_TIMEOUT"]);
  });
});

describe("POST /batch under load", () => {
  const many = (rows: number): string => `x,y\n${"1.5,2.5\n".repeat(rows)}`;

  it("answers health and single rows while batches run, and refuses a third", async () => {
    const server = await start(await fixtureModel("outliers"), { stallMs: 20_000 });
    const base = `http://127.0.0.1:${server.port}`;
    const begun = [0, 1].map(() => Promise.withResolvers<void>());
    const release = Promise.withResolvers<void>();
    const batches = begun.map(({ resolve }) => {
      async function* held(): AsyncGenerator<Piece> {
        yield many(60_000);
        yield null;
        resolve();
        await release.promise;
      }
      return send(server, { body: held() });
    });
    await Promise.all(begun.map(({ promise }) => promise));
    const third = await send(server, { body: [many(1)] });
    expect([third.status, JSON.parse(third.body).code]).toEqual([503, "BATCHES_BUSY"]);
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect((await fetch(`${base}/predict?x=1&y=2`)).status).toBe(200);
    release.resolve();
    for (const { isWhole, body } of await Promise.all(batches)) {
      expect([isWhole, linesOf(body).length]).toEqual([true, 60_001]);
    }
    expect((await send(server, { body: [many(1)] })).status).toBe(200);
  });

  it("is not locked up by a client that reads only after it has sent everything", async () => {
    const server = await start(await fixtureModel("scaler"), { stallMs: 10_000 });
    const rows = 400_000;
    const body = many(rows);
    const client = await RawClient.open(server.port);
    client.socket.pause();
    client.send(
      `POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
    );
    await new Promise<void>((resolve) => client.socket.write(body, "latin1", () => resolve()));
    let lines = 0;
    let tail = "";
    client.socket.on("data", (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) lines++;
      tail = (tail + chunk.toString("latin1")).slice(-200);
    });
    client.socket.resume();
    await client.closed();
    expect(tail).toContain(`picklejar-rows: ${rows}`);
    expect(lines).toBeGreaterThan(rows);
  });

  it("gives up on a client that never reads", async () => {
    const server = await start(await fixtureModel("scaler"), { stallMs: 300 });
    const body = many(700_000);
    const client = await RawClient.open(server.port);
    client.socket.pause();
    client.send(
      `POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    client.socket.write(body, "latin1");
    while (server.events.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.events[0]?.summary).toContain("cut off");
    client.socket.destroy();
    expect((await send(server, { body: [many(1)] })).status).toBe(200);
  });

  it("is free again when a client goes away", async () => {
    const server = await start(await fixtureModel("outliers"), { batches: 1 });
    const client = await RawClient.open(server.port);
    client.send(
      `POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 9999999\r\n\r\n${many(1000)}`,
    );
    await once(client.socket, "data");
    client.socket.destroy();
    while (server.events.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await send(server, { body: [many(1)] })).status).toBe(200);
  });
});

describe("the end of the server", () => {
  it("lets a batch under way come to its end", async () => {
    const server = await start(await fixtureModel("linear"));
    let closing: Promise<void> | undefined;
    async function* whileClosing(): AsyncGenerator<Piece> {
      yield "area m2,rooms,age\n1,2,3\n";
      yield null;
      closing = server.close();
      yield "4,5,6\n";
    }
    const { isWhole, body, trailers } = await send(server, { body: whileClosing() });
    await closing;
    expect([isWhole, linesOf(body).length, trailers["picklejar-rows"]]).toEqual([true, 3, "2"]);
  });

  it("cuts a batch off that takes longer than the server waits", async () => {
    const server = await start(await fixtureModel("linear"), { drainMs: 300 });
    async function* whileClosing(): AsyncGenerator<Piece> {
      yield "area m2,rooms,age\n1,2,3\n";
      yield null;
      await server.close();
    }
    expect((await send(server, { body: whileClosing() })).isWhole).toBe(false);
  });
});

describe("other clients", () => {
  it("sees curl get all of it, and notice what is cut off", async () => {
    const server = await start(await fixtureModel("linear"));
    const url = `http://127.0.0.1:${server.port}/batch`;
    const run = async (input: string): Promise<[number | null, string]> => {
      const args = ["-s", "-N", "-T", ".", "-X", "POST", "-H", "content-type: text/csv", url];
      const child = spawn("curl", args);
      let out = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        out += text;
      });
      const begun = once(child.stdout, "data");
      child.stdin.on("error", () => undefined);
      const half = input.length >> 1;
      child.stdin.write(input.slice(0, half));
      await begun;
      child.stdin.end(input.slice(half));
      const [code] = (await once(child, "close")) as [number | null];
      return [code, out];
    };
    const good = `area m2,rooms,age\n${"1,2,3\n".repeat(2000)}`;
    const [code, out] = await run(good);
    expect([code, linesOf(out).length]).toEqual([0, 2001]);
    const [cut, part] = await run(`${good}x,2,3\n`);
    expect(cut).not.toBe(0);
    expect(linesOf(part).length).toBeGreaterThan(100);
  });
});
