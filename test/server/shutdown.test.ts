// Stopping under load: every request that was sent is answered, and no client meets a reset.

import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Model } from "../../src/predict/prediction.ts";
import { createServer } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { stopOnSignals } from "../../src/server/shutdown.ts";
import { salaryModel } from "./fake-models.ts";
import { jsonRequest, RawClient } from "./raw-client.ts";

/** The salary model, as slow as told. */
function slowModel(ms: number): Model {
  const model = salaryModel();
  return {
    ...model,
    predict: async (rows) => {
      await sleep(ms);
      return model.predictSync(rows);
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function start(model: Model, limits: object) {
  const app = createServer(model, { limits });
  const { port } = await listen(app, { port: 0 });
  return { app, port };
}

const request = jsonRequest("/predict", "[2,9,6]");

describe("close", () => {
  it("answers what is under way, and says that the connection ends", async () => {
    const { app, port } = await start(slowModel(150), { graceMs: 50 });
    const client = await RawClient.open(port);
    client.send(request);
    await sleep(50);
    const closing = app.close();
    const response = await client.read();
    expect(response?.status).toBe(200);
    expect(response?.headers.get("connection")).toBe("close");
    await closing;
    await client.closed();
    expect(client.wasReset).toBe(false);
  });

  it("takes no new connections", async () => {
    const { app, port } = await start(slowModel(500), { graceMs: 100 });
    const client = await RawClient.open(port);
    client.send(request);
    await sleep(20);
    const closing = app.close();
    await sleep(200);
    await expect(RawClient.open(port)).rejects.toThrow();
    await closing;
    client.socket.destroy();
  });

  it("answers a request on a connection that was idle, within the grace", async () => {
    const { app, port } = await start(salaryModel(), { graceMs: 1000 });
    const client = await RawClient.open(port);
    client.send(request);
    await client.read();
    const begin = performance.now();
    const closing = app.close();
    await sleep(50);
    client.send("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
    const ready = await client.read();
    expect(ready?.status).toBe(503);
    expect(ready?.headers.get("connection")).toBe("close");
    expect(JSON.parse(ready?.body ?? "{}").code).toBe("SERVER_STOPPING");
    await closing;
    expect(client.wasReset).toBe(false);
    expect(performance.now() - begin).toBeLessThan(900);
  });

  it("closes idle connections after the grace", async () => {
    const { app, port } = await start(salaryModel(), { graceMs: 100 });
    const idle = await RawClient.open(port);
    const used = await RawClient.open(port);
    used.send(request);
    await used.read();
    await app.close();
    await Promise.all([idle.closed(), used.closed()]);
    expect([idle.wasReset, used.wasReset]).toEqual([false, false]);
  });

  it("reads what has arrived before it calls a connection idle, however long it was held up", async () => {
    const { app, port } = await start(salaryModel(), { graceMs: 50 });
    const fresh = await RawClient.open(port);
    const used = await RawClient.open(port);
    used.send(request);
    await used.read();
    const closing = app.close();
    await sleep(10);
    fresh.send(request);
    used.send(request);
    // As a long prediction would: the grace passes while nothing can be read, and timers come first then.
    await new Promise(setImmediate);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const answers = await Promise.all([fresh.read(), used.read()]);
    expect(answers.map((answer) => answer?.status)).toEqual([200, 200]);
    await closing;
    expect([fresh.wasReset, used.wasReset]).toEqual([false, false]);
  });

  it("takes in whoever is connected but not accepted yet", async () => {
    const { app, port } = await start(salaryModel(), { graceMs: 1000 });
    const clients = Array.from({ length: 30 }, () => new RawClient(connect(port, "127.0.0.1")));
    for (const client of clients) client.send(request);
    await Promise.all(clients.slice(0, 1).map(({ socket }) => once(socket, "connect")));
    const closing = app.close();
    const answers = await Promise.all(clients.map((client) => client.read()));
    expect(answers.map((answer) => answer?.status)).toEqual(new Array(30).fill(200));
    await closing;
    expect(clients.some(({ wasReset }) => wasReset)).toBe(false);
  });

  it("waits no longer than its limit", async () => {
    const { app, port } = await start(slowModel(60_000), { graceMs: 50, drainMs: 200 });
    const client = await RawClient.open(port);
    client.send(request);
    await sleep(50);
    const begin = performance.now();
    await app.close();
    expect(performance.now() - begin).toBeLessThan(1500);
    await client.closed();
  });

  it("is quick when nobody is connected", async () => {
    const { app } = await start(salaryModel(), {});
    const begin = performance.now();
    await app.close();
    expect(performance.now() - begin).toBeLessThan(500);
  });

  it("loses and resets nothing under load, ten times", async () => {
    for (let round = 0; round < 10; round++) {
      const { app, port } = await start(slowModel(round % 3), { graceMs: 200 });
      const clients = await Promise.all(Array.from({ length: 20 }, () => RawClient.open(port)));
      const runs = clients.map((client) => askUntilClosed(client));
      await sleep(40 + round * 3);
      await app.close();
      const results = await Promise.all(runs);
      for (const { sent, answered, wasReset } of results) {
        expect([answered, wasReset]).toEqual([sent, false]);
        expect(answered).toBeGreaterThan(0);
      }
    }
  });
});

/** Asks again and again, as a client with a kept connection does, until the server says that it ends. */
async function askUntilClosed(client: RawClient) {
  let sent = 0;
  let answered = 0;
  for (;;) {
    client.send(request);
    sent++;
    const response = await client.read();
    if (response?.status === 200) answered++;
    if (response === null || response.headers.get("connection") === "close") break;
  }
  await client.closed();
  return { sent, answered, wasReset: client.wasReset };
}

describe("stopOnSignals", () => {
  const before = { term: process.listeners("SIGTERM"), int: process.listeners("SIGINT") };
  afterEach(() => {
    vi.restoreAllMocks();
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const known = signal === "SIGTERM" ? before.term : before.int;
      for (const listener of process.listeners(signal)) {
        if (!known.includes(listener)) process.off(signal, listener);
      }
    }
  });

  /** Replaces the end of this process by a promise of its exit code. */
  function exitCode(): Promise<number> {
    return new Promise((resolve) => {
      vi.spyOn(process, "exit").mockImplementation((code) => {
        resolve(Number(code));
        return undefined as never;
      });
    });
  }

  it("answers what is under way at SIGTERM, then exits with 0", async () => {
    const { app, port } = await start(slowModel(100), { graceMs: 50 });
    const told: string[] = [];
    const exit = exitCode();
    stopOnSignals(app, {
      onStop: (signal) => told.push(signal),
      onStopped: () => told.push("stopped"),
    });
    const client = await RawClient.open(port);
    client.send(request);
    await sleep(30);
    process.emit("SIGTERM", "SIGTERM");
    process.emit("SIGTERM", "SIGTERM");
    expect((await client.read())?.status).toBe(200);
    expect(await exit).toBe(0);
    expect(told).toEqual(["SIGTERM", "stopped"]);
  });

  it("does not wait for idle connections at Ctrl-C", async () => {
    const { app, port } = await start(salaryModel(), { graceMs: 10_000 });
    const exit = exitCode();
    stopOnSignals(app);
    const client = await RawClient.open(port);
    const begin = performance.now();
    process.emit("SIGINT", "SIGINT");
    expect(await exit).toBe(0);
    expect(performance.now() - begin).toBeLessThan(1000);
    await client.closed();
  });

  it("ends at once at the second Ctrl-C", async () => {
    const { app, port } = await start(slowModel(300), { graceMs: 50 });
    const exit = exitCode();
    stopOnSignals(app);
    const client = await RawClient.open(port);
    client.send(request);
    await sleep(30);
    process.emit("SIGINT", "SIGINT");
    process.emit("SIGINT", "SIGINT");
    expect(await exit).toBe(130);
    await client.closed();
  });
});
