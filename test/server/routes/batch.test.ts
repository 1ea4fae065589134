// Files in, files out, over real sockets: their forms, and that rows are answered while others come.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fixtureCases, fixtureModel, linesOf, runBatch } from "../../predict/batch/run-batch.ts";
import { closeServers, type Sent, send, startServer } from "../batch-client.ts";
import { salaryModel } from "../fake-models.ts";
import { RawClient } from "../raw-client.ts";

const header = "experience,test_score,interview_score";
const answer = 53290.89304765718;

afterEach(closeServers);

describe("POST /batch", () => {
  it("sends CSV back with its predictions, and says how many in trailers", async () => {
    const model = await fixtureModel("homes");
    const cases = fixtureCases("homes");
    const server = await startServer(model);
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
    const server = await startServer(salaryModel());
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

  it("answers Parquet as the CSV file of its table, by its first bytes, and takes other names", async () => {
    const server = await startServer(salaryModel());
    const url = `http://127.0.0.1:${server.port}/batch?on_error=skip`;
    const body = readFileSync(join(import.meta.dirname, "../../fixtures/parquet/people.parquet"));
    const expected = new RegExp(`^${header},Who,__index_level_0__,prediction\\n2,9,6,ann,r1,53290`);
    for (const type of ["application/vnd.apache.parquet", "text/csv"]) {
      const headers = { "content-type": type };
      const response = await fetch(url, { method: "POST", body, headers });
      expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      expect(await response.text()).toMatch(expected);
    }
    const form = new FormData();
    form.set("file", new Blob(["Years,test_score,interview_score\n2,9,6\n"]), "people.csv");
    const headers = { "picklejar-columns": '{"experience": "Years"}' };
    const renamed = await fetch(url, { method: "POST", body: form, headers });
    expect(await renamed.text()).toMatch(/^Years,.*\n2,9,6,53290/);
  });

  it("answers rows while others still come", async () => {
    const server = await startServer(await fixtureModel("linear"));
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
    const server = await startServer(await fixtureModel("forest"));
    const body = ["a,b,c,d\n1,2,3,4\n"];
    const { body: text } = await send(server, { path: "/batch?proba=true", body });
    expect(linesOf(text)[0]).toBe(
      "a,b,c,d,prediction,probability_0,probability_1,probability_2,probability_3",
    );
  });

  it("answers an error, as ever, for what is wrong before the first answer", async () => {
    const server = await startServer(await fixtureModel("linear"), { batchBytes: 1000 });
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
    const server = await startServer(salaryModel());
    const response = await fetch(`http://127.0.0.1:${server.port}/batch`, { method: "PUT" });
    const allow = "GET, HEAD, OPTIONS, POST";
    expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
  });
});

describe("POST /batch with a file in a form", () => {
  const table = `${header}\n2,9,6\n1,2,3\n`;
  const lines = "[2,9,6]\n[1,2,3]\n";
  const form = (disposition: string, content: string, type = ""): string =>
    `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${type && `Content-Type: ${type}\r\n`}\r\n${content}\r\n--b--\r\n`;

  it.each([
    ["its name", form('name="f"; filename="rows.csv"', table, "application/vnd.ms-excel"), "csv"],
    ["its type", form('name="f"; filename="rows"', table, "text/csv"), "csv"],
    ["its content", form('name="f"; filename="rows"', table), "csv"],
    ["the name of lines", form('name="f"; filename="rows.jsonl"', lines), "jsonl"],
    ["the content of lines", form('name="f"; filename=""', lines), "jsonl"],
  ])("answers it by %s, wherever its pieces are cut", async (_, body, kind) => {
    const server = await startServer(salaryModel());
    const type = "multipart/form-data; boundary=b";
    const pieces = body.match(/[\s\S]{1,13}/g) ?? [];
    const received = await send(server, { type, body: pieces });
    expect([received.status, received.isWhole]).toEqual([200, true]);
    expect(received.headers["content-disposition"]).toContain(`predictions.${kind}`);
    expect(received.trailers["picklejar-rows"]).toBe("2");
    const second = linesOf(received.body)[kind === "csv" ? 1 : 0];
    expect(second).toBe(
      kind === "csv" ? `2,9,6,${answer}` : `{"input":[2,9,6],"prediction":${answer}}`,
    );
  });

  it("refuses forms that hold anything else", async () => {
    const server = await startServer(salaryModel());
    const post = async (body: string, boundary = "b"): Promise<[number, string]> => {
      const type = `multipart/form-data; boundary=${boundary}`;
      const { status, body: text } = await send(server, { type, body: [body] });
      return [status, JSON.parse(text).code];
    };
    const file = form('name="f"; filename="rows.csv"', table);
    for (const [body, boundary] of [
      [file, "other"],
      [file, ""],
      [file.replace("--b--", "--b\r\n"), "b"],
      [form('name="f"; filename="rows.csv"', table, "text/csv; charset=latin1"), "b"],
      ["--b--", "b"],
    ] as const) {
      expect(await post(body, boundary)).toEqual([400, "BODY_MALFORMED"]);
    }
    // A field is no file of rows, whatever its text is.
    for (const text of ["2", table]) {
      expect(await post(form('name="experience"', text))).toEqual([400, "BODY_MALFORMED"]);
    }
  });

  it("cuts the answer off where the form turns out to be broken", async () => {
    const server = await startServer(salaryModel());
    const type = "multipart/form-data; boundary=b";
    const start = form('name="f"; filename="rows.csv"', `${header}\n${"2,9,6\n".repeat(1000)}`);
    const cut = start.slice(0, start.lastIndexOf("--b--"));
    const { status, isWhole } = await send(server, { type, body: [cut, null, "--b!"] });
    expect([status, isWhole]).toEqual([200, false]);
    expect(server.events).toMatchObject([{ summary: "BODY_MALFORMED after 1000 rows" }]);
  });
});

describe("other clients", () => {
  it("sees curl get all of it, and notice what is cut off", async () => {
    const server = await startServer(await fixtureModel("linear"));
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
