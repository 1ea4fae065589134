// Long files and time: deadlines, clients that do not read, many at once, and the end of the server.
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { fixtureModel, linesOf } from "../../predict/batch/run-batch.ts";
import { closeServers, type Piece, type Sent, send, startServer } from "../batch-client.ts";
import { salaryModel } from "../fake-models.ts";
import { RawClient } from "../raw-client.ts";

const header = "experience,test_score,interview_score";

afterEach(closeServers);

describe("POST /batch and time", () => {
  it("lets a body come for longer than other requests may take", async () => {
    const server = await startServer(salaryModel(), {
      requestMs: 200,
      headersMs: 200,
      stallMs: 2000,
    });
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
    const server = await startServer(salaryModel(), {
      requestMs: 150,
      headersMs: 100,
      stallMs: 150,
    });
    const before = await send(server, { body: [`${header}\n`, 600] });
    expect([before.status, JSON.parse(before.body).code]).toEqual([408, "BATCH_STALLED"]);
    const after = await send(server, { body: [`${header}\n2,9,6\n`, 600] });
    expect([after.status, after.isWhole]).toEqual([200, false]);
  });

  it("cuts off a client that sends a little now and then for too long", async () => {
    const server = await startServer(salaryModel(), { stallMs: 300, paceBytes: 2000 });
    async function* trickle(): AsyncGenerator<Piece> {
      yield `${header}\n`;
      for (let i = 0; i < 200; i++) {
        yield 20;
        yield "2,9,6\n";
      }
    }
    const { isWhole } = await send(server, { body: trickle() });
    expect(isWhole).toBe(false);
    expect(server.events[0]?.summary).toContain("BATCH_STALLED");
  });

  it("closes the connection of a client that goes on sending slowly after it was refused", async () => {
    const server = await startServer(salaryModel(), { requestMs: 200, headersMs: 100 });
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
    const server = await startServer(salaryModel(), { requestMs: 200, headersMs: 100 });
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
    const server = await startServer(salaryModel(), {
      requestMs: 150,
      headersMs: 100,
      tableMs: 600,
    });
    const sent = (ms: number): Sent => ({ path: "/predict", body: [`${header}\n`, ms, "2,9,6\n"] });
    expect((await send(server, sent(300))).status).toBe(200);
    const late = await send(server, sent(900));
    expect([late.status, JSON.parse(late.body).code]).toEqual([408, "REQUEST_TIMEOUT"]);
  });
});

describe("POST /batch under load", () => {
  const many = (rows: number): string => `x,y\n${"1.5,2.5\n".repeat(rows)}`;

  it("answers health and single rows while batches run, and refuses a third", async () => {
    const server = await startServer(await fixtureModel("outliers"), { stallMs: 20_000 });
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
    const server = await startServer(await fixtureModel("scaler"), { stallMs: 10_000 });
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
    const server = await startServer(await fixtureModel("scaler"), { stallMs: 300 });
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
    const server = await startServer(await fixtureModel("outliers"), { batches: 1 });
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
    const server = await startServer(await fixtureModel("linear"));
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
    const server = await startServer(await fixtureModel("linear"), { drainMs: 300 });
    async function* whileClosing(): AsyncGenerator<Piece> {
      yield "area m2,rooms,age\n1,2,3\n";
      yield null;
      await server.close();
    }
    expect((await send(server, { body: whileClosing() })).isWhole).toBe(false);
  });
});
