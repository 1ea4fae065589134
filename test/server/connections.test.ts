// What arrives over real sockets: slow, broken, too large, or not HTTP at all.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer, type RequestEvent } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { salaryModel } from "./fake-models.ts";
import { jsonRequest, RawClient } from "./raw-client.ts";

const events: RequestEvent[] = [];
const app = createServer(salaryModel(), {
  limits: { headersMs: 300, requestMs: 500, checkMs: 50, graceMs: 0 },
  onRequest: (event) => events.push(event),
});
let port = 0;

beforeAll(async () => {
  ({ port } = await listen(app, { port: 0 }));
});
afterAll(() => app.close());

async function exchange(text: string): Promise<[number | undefined, string | undefined]> {
  const client = await RawClient.open(port);
  client.send(text);
  const response = await client.read();
  client.socket.destroy();
  return [response?.status, response === null ? undefined : JSON.parse(response.body).code];
}

const get = "GET /predict?experience=2&test_score=9&interview_score=6 HTTP/1.1\r\n";

describe("a request that is not well-formed", () => {
  it.each([
    ["no HTTP", "hello\r\n\r\n"],
    ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["a bad method", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a bad version", "GET / HTTP/9.9\r\nHost: x\r\n\r\n"],
    ["a space before the colon", `${get}Host : x\r\n\r\n`],
    ["a folded header", `${get}Host: x\r\nA: b\r\n c\r\n\r\n`],
    ["two lengths", `${get}Host: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`],
    ["a length that is none", `${get}Host: x\r\nContent-Length: 1x\r\n\r\n`],
    [
      "a length and chunks",
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["chunks under a false name", `${get}Host: x\r\nTransfer-Encoding: xchunked\r\n\r\n`],
    ["two hosts", `${get}Host: x\r\nHost: y\r\n\r\n`],
    ["no host", `${get}\r\n`],
    ["a NUL in a header", `${get}Host: x\r\nA: b\0c\r\n\r\n`],
    ["a bare carriage return", `${get}Host: x\r\nA: b\rc: d\r\n\r\n`],
  ])("is answered with our 400: %s", async (_, text) => {
    expect(await exchange(text)).toEqual([400, "REQUEST_MALFORMED"]);
  });

  it("is answered once, and its connection ends", async () => {
    const client = await RawClient.open(port);
    client.send("BAD\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const response = await client.read();
    expect(response?.status).toBe(400);
    expect(response?.headers.get("connection")).toBe("close");
    expect(response?.headers.get("content-type")).toContain("application/problem+json");
    expect(await client.read()).toBeNull();
    expect(client.wasReset).toBe(false);
  });

  it("is part of the access log", async () => {
    events.length = 0;
    await exchange("hello\r\n\r\n");
    expect(events).toMatchObject([{ method: "-", status: 400, summary: "REQUEST_MALFORMED" }]);
  });

  it("is cut where its headers are too large", async () => {
    const headers = `X: ${"y".repeat(17_000)}\r\n`;
    expect(await exchange(`${get}Host: x\r\n${headers}\r\n`)).toEqual([431, "HEADERS_TOO_LARGE"]);
  });

  it("does not end the server", async () => {
    expect(await exchange(`${get}Host: x\r\n\r\n`)).toEqual([200, undefined]);
  });

  it("may be HTTP/1.0 without a host", async () => {
    expect(await exchange(`${get.replace("1.1", "1.0")}\r\n`)).toEqual([200, undefined]);
  });
});

describe("a slow client", () => {
  it.each([
    ["headers that never end", "GET / HTTP/1.1\r\nHost: x\r\n"],
    ["a body that never comes", jsonRequest("/predict", "[2,9,6]").slice(0, -1)],
    [
      "chunks that never end",
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n",
    ],
  ])("is cut off: %s", async (_, text) => {
    const start = performance.now();
    const client = await RawClient.open(port);
    client.send(text);
    const response = await client.read();
    expect(response?.status).toBe(408);
    await client.closed();
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("is answered when the rest comes in time, byte by byte", async () => {
    const client = await RawClient.open(port);
    for (const part of jsonRequest("/predict", "[2,9,6]").match(/.{1,20}/gs) ?? []) {
      client.send(part);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await client.read())?.status).toBe(200);
    client.socket.destroy();
  });
});

describe("a large body", () => {
  it("is refused by its length before it is read", async () => {
    const client = await RawClient.open(port);
    const head = jsonRequest("/predict", "").replace(
      "Content-Length: 0",
      "Content-Length: 50000000",
    );
    client.send(head);
    expect((await client.read())?.status).toBe(413);
    client.socket.destroy();
  });

  it("is refused while it comes in chunks, and the answer arrives", async () => {
    const client = await RawClient.open(port);
    client.send(
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
    for (let i = 0; i < 20; i++) client.send(chunk);
    client.send("0\r\n\r\n");
    const response = await client.read();
    expect([response?.status, client.wasReset]).toEqual([413, false]);
    client.send(`${get}Host: x\r\n\r\n`);
    expect((await client.read())?.status).toBe(200);
    client.socket.destroy();
  });
});

describe("a connection that is kept", () => {
  it("takes requests one after the other, and pipelined ones in order", async () => {
    const client = await RawClient.open(port);
    const first = jsonRequest("/predict", "[2,9,6]");
    const second = jsonRequest("/predict", '{"experience":"x"}');
    client.send(first + second + first);
    const statuses = [await client.read(), await client.read(), await client.read()];
    expect(statuses.map((response) => response?.status)).toEqual([200, 400, 200]);
    client.socket.destroy();
  });

  it("survives an error that left a body unread", async () => {
    const client = await RawClient.open(port);
    const csv = jsonRequest("/predict", "1,2,3").replace("application/json", "text/plain");
    client.send(csv);
    expect((await client.read())?.status).toBe(415);
    client.send(`${get}Host: x\r\n\r\n`);
    expect((await client.read())?.status).toBe(200);
    client.socket.destroy();
  });

  it("is told how long it is kept", async () => {
    const client = await RawClient.open(port);
    client.send(`${get}Host: x\r\n\r\n`);
    const headers = (await client.read())?.headers;
    expect(headers?.get("keep-alive")).toBe("timeout=95");
    client.socket.destroy();
  });
});

describe("maxConnections", () => {
  it("is set", () => {
    expect(app.server.maxConnections).toBe(2000);
  });
});
