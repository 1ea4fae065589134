// Rows at fault in long files: answers that are cut off, and rows that are left out.
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { linesOf } from "../../predict/batch/run-batch.ts";
import { closeServers, send, startServer } from "../batch-client.ts";
import { salaryModel } from "../fake-models.ts";
import { RawClient } from "../raw-client.ts";

const header = "experience,test_score,interview_score";

afterEach(closeServers);

describe("POST /batch, where rows are at fault", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => (i === 2500 ? "x,9,6" : `${i % 9},9,6`));
  const csv = `${header}\n${rows.join("\n")}\n`;
  const lines = rows.map((row) => `[${row.replace("x", '"x"')}]`).join("\n");

  it("cuts the answer off, so that no client takes it for whole", async () => {
    const server = await startServer(salaryModel());
    const pieces = [csv.slice(0, 10_000), null, csv.slice(10_000)];
    const { status, body, isWhole } = await send(server, { body: pieces });
    expect([status, isWhole]).toEqual([200, false]);
    expect(linesOf(body)).toHaveLength(2501);
    expect(server.events).toMatchObject([
      { status: 200, summary: "INPUT_INVALID after 2500 rows" },
    ]);
  });

  it("tells the reason in the last of JSON Lines", async () => {
    const server = await startServer(salaryModel());
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
    const server = await startServer(salaryModel());
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
    const server = await startServer(salaryModel());
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
