import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Model, Prediction } from "../../src/predict/prediction.ts";
import { createServer } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { salaryModel } from "./fake-models.ts";
import { parseMetrics, sampleValue } from "./prometheus.ts";
import { jsonRequest, RawClient } from "./raw-client.ts";

const asked = "/predict?experience=2&test_score=9&interview_score=6";

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** A model whose answers wait until they are let go, after blocking the thread. */
function heldModel(blockMs: number) {
  const gate = Promise.withResolvers<void>();
  const asks: (() => void)[] = [];
  const own = salaryModel();
  const predict: Model["predict"] = async (rows): Promise<Prediction[]> => {
    block(blockMs);
    for (const ask of asks.splice(0)) ask();
    await gate.promise;
    return own.predictSync(rows);
  };
  const nextAsk = () => new Promise<void>((resolve) => asks.push(resolve));
  return { model: { ...own, predict }, nextAsk, letGo: gate.resolve };
}

async function heldBytes(app: ReturnType<typeof createServer>): Promise<number | undefined> {
  return sampleValue(parseMetrics((await app.inject("/metrics")).body), "picklejar_held_bytes");
}

async function inFlight(app: ReturnType<typeof createServer>): Promise<number | undefined> {
  return sampleValue(parseMetrics((await app.inject("/metrics")).body), "picklejar_in_flight");
}

describe("Load", () => {
  it("refuses predictions while the event loop is late, and only those", async () => {
    const { model, nextAsk, letGo } = heldModel(700);
    const app = createServer(model);
    await app.ready();
    await delay(120);
    const reached = nextAsk();
    const first = app.inject(asked);
    await reached;
    // The sampling timer is the first to run after the block.
    await delay(0);
    await new Promise(setImmediate);
    const posts = ["/predict", "/predict_api", "/"].map((url) =>
      app.inject({
        method: "POST",
        url,
        headers: { accept: "application/json" },
        payload: [1, 2, 3],
      }),
    );
    const link = { url: asked.replace("/predict", "/"), headers: { accept: "application/json" } };
    const refused = await Promise.all([app.inject(asked), app.inject(link), ...posts]);
    for (const response of refused) {
      expect([response.statusCode, response.json().code]).toEqual([503, "SERVER_OVERLOADED"]);
      expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
    }
    for (const path of ["/health/live", "/health/ready", "/metrics", "/model", "/"]) {
      expect([path, (await app.inject(path)).statusCode]).toEqual([path, 200]);
    }
    const samples = parseMetrics((await app.inject("/metrics")).body);
    expect(sampleValue(samples, "nodejs_eventloop_lag_seconds")).toBeGreaterThan(0.5);
    letGo();
    expect((await first).statusCode).toBe(200);
    await app.close();
  });

  it("takes predictions again when the event loop is in time", async () => {
    const { model, nextAsk, letGo } = heldModel(700);
    const app = createServer(model);
    await app.ready();
    await delay(120);
    const reached = nextAsk();
    const first = app.inject(asked);
    await reached;
    await delay(250);
    const again = nextAsk();
    const second = app.inject(asked);
    await again;
    letGo();
    expect([(await first).statusCode, (await second).statusCode]).toEqual([200, 200]);
    await app.close();
  });

  it("never refuses a client that asks one thing after the other, however long each takes", async () => {
    const own = salaryModel();
    const predict: Model["predict"] = async (rows) => {
      block(600);
      return own.predictSync(rows);
    };
    const app = createServer({ ...own, predict });
    const { url } = await listen(app, { port: 0 });
    for (let i = 0; i < 4; i++) expect((await fetch(url + asked)).status).toBe(200);
    await app.close();
  });

  it("refuses more than so many at once", async () => {
    const { model, nextAsk, letGo } = heldModel(0);
    const app = createServer(model, { limits: { inFlight: 1 } });
    const reached = nextAsk();
    const first = app.inject(asked);
    await reached;
    expect(await inFlight(app)).toBe(1);
    expect((await app.inject(asked)).json().code).toBe("SERVER_OVERLOADED");
    letGo();
    expect((await first).statusCode).toBe(200);
    expect((await app.inject(asked)).statusCode).toBe(200);
    expect(await inFlight(app)).toBe(0);
    await app.close();
  });

  it("forgets clients that went away before their answer", async () => {
    const { model, nextAsk, letGo } = heldModel(0);
    const app = createServer(model, { limits: { inFlight: 1 } });
    const { port, url } = await listen(app, { port: 0 });
    const reached = nextAsk();
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${asked} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await reached;
    socket.destroy();
    await once(socket, "close");
    await expect.poll(() => inFlight(app)).toBe(0);
    letGo();
    expect((await fetch(url + asked)).status).toBe(200);
    expect((await fetch(`${url}/predict?x=1`)).status).toBe(400);
    await expect.poll(() => inFlight(app)).toBe(0);
    await app.close();
  });

  it("does not count who is still sending", async () => {
    const app = createServer(salaryModel(), { limits: { inFlight: 1, graceMs: 0, drainMs: 100 } });
    const { port, url } = await listen(app, { port: 0 });
    const slow = await Promise.all(Array.from({ length: 5 }, () => RawClient.open(port)));
    for (const client of slow) client.send(jsonRequest("/predict", "[2,9,6]").slice(0, -1));
    expect((await fetch(url + asked)).status).toBe(200);
    for (const client of slow) client.send("]");
    for (const client of slow) expect((await client.read())?.status).toBe(200);
    for (const client of slow) client.socket.destroy();
    await app.close();
  });

  it("bounds what all bodies hold together, and frees it with their answers", async () => {
    const app = createServer(salaryModel(), {
      limits: { heldBytes: 2_000_000, graceMs: 0, drainMs: 100 },
    });
    const { port } = await listen(app, { port: 0 });
    const table = `experience,test_score,interview_score\n${"2,9,6\n".repeat(150_000)}`;
    const head = `POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: ${table.length}\r\n\r\n`;
    const send = async (body: string): Promise<RawClient> => {
      const client = await RawClient.open(port);
      client.send(head + body);
      return client;
    };
    for (let round = 0; round < 3; round++) {
      // Two of them fit; the last byte is held back.
      const held = [await send(table.slice(0, -1)), await send(table.slice(0, -1))];
      await expect.poll(() => heldBytes(app)).toBeGreaterThan(1_600_000);
      const third = await send(table);
      const refused = await third.read();
      expect([refused?.status, JSON.parse(refused?.body ?? "{}").code]).toEqual([
        503,
        "SERVER_OVERLOADED",
      ]);
      // A small body is none of those.
      const small = await RawClient.open(port);
      small.send(jsonRequest("/predict", "[2,9,6]"));
      expect((await small.read())?.status).toBe(200);
      for (const client of held) client.send("\n");
      for (const client of held) expect((await client.read())?.status).toBe(413);
      for (const client of [...held, third, small]) client.socket.destroy();
      await expect.poll(() => heldBytes(app)).toBe(0);
    }
    await app.close();
  });
});
