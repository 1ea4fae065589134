import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/server/app.ts";
import { salaryModel } from "./fake-models.ts";

const json = "application/json";
const urlencoded = "application/x-www-form-urlencoded";
const record = '{"experience":2,"test_score":9,"interview_score":6}';
const app = createServer(salaryModel());

beforeAll(() => app.ready());
afterAll(() => app.close());

async function send(type: string | undefined, payload: string | Buffer, more: object = {}) {
  const headers = { ...(type !== undefined && { "content-type": type }), ...more };
  const options: InjectOptions = { method: "POST", url: "/predict", headers, payload };
  const response = await app.inject(options);
  const body = response.json();
  return [response.statusCode, body.code ?? "answered"];
}

describe("readBody", () => {
  it.each([
    json,
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/ld+json",
    "application/json ; x=y",
  ])("reads JSON sent as %s", async (type) => {
    expect(await send(type, record)).toEqual([200, "answered"]);
  });

  it.each([
    "text/plain",
    "text/json, application/json",
    "application/jsonp",
    "application/json\t;x",
    "application/json; charset=utf-16",
    "application/x-www-form-urlencoded; charset=latin1",
    "multipart/mixed; boundary=x",
    "application/octet-stream",
    "json",
    "",
    undefined,
  ])("refuses %j", async (type) => {
    const expected =
      type === "application/json\t;x" ? [200, "answered"] : [415, "MEDIA_TYPE_UNSUPPORTED"];
    expect(await send(type, record)).toEqual(expected);
  });

  it("refuses a compressed body", async () => {
    const more = { "content-encoding": "gzip" };
    expect(await send(json, record, more)).toEqual([415, "MEDIA_TYPE_UNSUPPORTED"]);
    expect(await send(json, record, { "content-encoding": "identity" })).toEqual([200, "answered"]);
  });

  it.each([
    ["empty", ""],
    ["white space", " \n "],
    ["cut off", record.slice(0, -1)],
    ["two documents", record + record],
    ["a trailing comma", `${record.slice(0, -1)},}`],
    ["a comment", `${record}// x`],
    ["NaN", record.replace("2", "NaN")],
    ["a million brackets", "[".repeat(1e6)],
  ])("explains JSON that is %s", async (_, text) => {
    expect(await send(json, text)).toEqual([400, "BODY_MALFORMED"]);
  });

  it.each([
    ["deep lists", "[".repeat(5e5) + "]".repeat(5e5)],
    ["deep records", '{"a":'.repeat(1e5) + 1 + "}".repeat(1e5)],
    ["a deep list as a value", record.replace("2", "[".repeat(4e5) + "]".repeat(4e5))],
    ["true", record.replace("2", "true")],
    ["[1]", record.replace("2", "[1]")],
    ["a huge number", record.replace("2", "1e999")],
    ["a hexadecimal text", record.replace("2", '"0x1F"')],
    ["a blank text", record.replace("2", '" "')],
    ['"Infinity"', record.replace("2", '"Infinity"')],
  ])("refuses %s as input", async (_, text) => {
    expect(await send(json, text)).toEqual([400, "INPUT_INVALID"]);
  });

  it("says the line and column of a mistake", async () => {
    const response = await app.inject({
      method: "POST",
      url: "/predict",
      headers: { "content-type": json },
      payload: '{\n  "experience": 2,\n  "test_score": oops\n}',
    });
    expect(response.json().detail).toContain("line 3, column 17");
  });

  it("refuses what is not UTF-8, and leaves out a byte order mark", async () => {
    expect(await send(json, Buffer.from(record, "utf16le"))).toEqual([400, "BODY_MALFORMED"]);
    expect(await send(json, Buffer.from('{"a":"\xff"}', "latin1"))).toEqual([
      400,
      "BODY_MALFORMED",
    ]);
    expect(await send(json, `\ufeff${record}`)).toEqual([200, "answered"]);
  });

  it("refuses a form that is malformed or holds too many values", async () => {
    expect(await send(urlencoded, "experience=%zz")).toEqual([400, "BODY_MALFORMED"]);
    expect(await send(urlencoded, "a&".repeat(10_001))).toEqual([400, "BODY_MALFORMED"]);
    expect(await send(urlencoded, "")).toEqual([400, "INPUT_INVALID"]);
  });

  it("explains JSON that was sent as a form", async () => {
    expect(await send(urlencoded, record)).toEqual([400, "BODY_MALFORMED"]);
    expect(await send(urlencoded, '{"text":"a=b"}')).toEqual([400, "BODY_MALFORMED"]);
  });

  it("takes a body up to its limit and no more", async () => {
    const pad = (size: number) => record + " ".repeat(size - record.length);
    expect(await send(json, pad(2 ** 20))).toEqual([200, "answered"]);
    expect(await send(json, pad(2 ** 20 + 1))).toEqual([413, "BODY_TOO_LARGE"]);
  });

  it("leaves Object.prototype alone", async () => {
    await send(json, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    await send(urlencoded, "__proto__[polluted]=1&constructor.prototype.polluted=1&__proto__=1");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
