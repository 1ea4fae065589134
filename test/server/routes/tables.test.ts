// Files of rows, and rows by columns, sent to /predict.
import type { InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer, type RequestEvent, type ServerOptions } from "../../../src/server/app.ts";
import type { LogEntry } from "../../../src/store/log-line.ts";
import { flowerModel, mixedModel, salaryModel, textModel } from "../fake-models.ts";

const header = "experience,test_score,interview_score";
const answer = 53290.89304765718;
const record = { experience: 2, test_score: 9, interview_score: 6 };

async function ask(
  options: InjectOptions,
  model: Model = salaryModel(),
  serverOptions: ServerOptions = {},
) {
  const app = createServer(model, serverOptions);
  const response = await app.inject({ method: "POST", url: "/predict", ...options });
  await app.close();
  return response;
}

function csv(payload: string, accept = "*/*", url = "/predict", model?: Model) {
  return ask({ url, payload, headers: { "content-type": "text/csv", accept } }, model);
}

function json(payload: unknown, model?: Model) {
  const headers = { "content-type": "application/json" };
  return ask({ payload: JSON.stringify(payload), headers }, model);
}

async function form(parts: Record<string, string | File>, accept = "*/*", model?: Model) {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) data.append(name, value);
  const request = new Request("http://localhost/", { method: "POST", body: data });
  const type = request.headers.get("content-type") ?? "";
  const payload = Buffer.from(await request.arrayBuffer());
  return ask({ payload, headers: { "content-type": type, accept } }, model);
}

describe("POST /predict with CSV", () => {
  it("answers a list of JSON", async () => {
    const response = await csv(`id,${header}\nx,2,9,6\ny,1,2,3\n`);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    const { predictions, model, id, ...rest } = response.json();
    expect(predictions).toEqual([{ prediction: answer }, { prediction: expect.any(Number) }]);
    expect([model.name, id, rest]).toEqual(["salary", response.headers["x-request-id"], {}]);
  });

  it("answers the file with its predictions, where CSV is wanted, or a browser asks", async () => {
    for (const accept of ["text/csv", "text/html,application/xhtml+xml,*/*;q=0.8"]) {
      const response = await csv(`id,${header}\r\nx,2,9,6\r\n`, accept);
      expect(response.body).toBe(`id,${header},prediction\r\nx,2,9,6,${answer}\r\n`);
      expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
      expect(response.headers["content-disposition"]).toContain('filename="predictions.csv"');
      expect(response.headers["cache-control"]).toBe("no-store");
    }
  });

  it("gives probabilities: always in JSON, in a file where asked", async () => {
    const model = flowerModel();
    const file = `${model.signature.inputs.map(({ name }) => name).join(",")}\n3,1,1,1\n`;
    const [first] = model.predictSync([[3, 1, 1, 1]]);
    const { predictions } = (await csv(file, "*/*", "/predict", model)).json();
    expect(predictions[0].probabilities.setosa).toBe(first?.probabilities?.[0]?.probability);
    expect((await csv(file, "text/csv", "/predict", model)).body).not.toContain("probability");
    const asked = await csv(file, "text/csv", "/predict?proba=true", model);
    expect(asked.body).toContain("probability_setosa");
  });

  it("finds every problem at once, by row and field", async () => {
    const response = await csv(`${header}\nx,9,6\n2,9,6\n1,2\n1,,3\n`);
    expect(response.statusCode).toBe(400);
    const { code, detail, issues } = response.json();
    expect([code, detail.includes("Line 2")]).toEqual(["INPUT_INVALID", true]);
    expect(
      issues.map((issue: { path: unknown; code: string }) => [issue.path, issue.code]),
    ).toEqual([
      [[0, "experience"], "FIELD_KIND"],
      [[2], "ROW_WIDTH"],
      [[3, "test_score"], "FIELD_MISSING"],
    ]);
  });

  it("judges a cell as a form's value is judged", async () => {
    const model = mixedModel();
    const names = model.signature.inputs.map(({ name }) => name);
    const good = ["120", "4", "Centre", "gas", "yes", "Street 7", "sunny", "0.5"];
    for (const [i, value] of ["1,5", "2.5", "center", "", "maybe", "", " ", "1e999"].entries()) {
      const row = good.with(i, value);
      const cells = (texts: string[]): string =>
        texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
      const sent = await csv(`${cells(names)}\n${cells(row)}\n`, "*/*", "/predict", model);
      const payload = new URLSearchParams(names.map((name, k) => [name, row[k] ?? ""])).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const formed = await ask({ payload, headers }, model);
      expect(sent.statusCode, value).toBe(formed.statusCode);
      const messages = (issues: { message: string }[] = []): string[] =>
        issues.map(({ message }) => message);
      expect(messages(sent.json().issues)).toEqual(messages(formed.json().issues));
    }
  });

  it("reads lines without a header where the content type says so", async () => {
    const headers = { "content-type": "text/csv; header=absent" };
    const response = await ask({ payload: "2,9,6\n", headers });
    expect(response.json().predictions).toEqual([{ prediction: answer }]);
    const untold = (await csv("2,9,6\n")).json();
    expect(untold.issues[0].code).toBe("HEADER_MISSING");
  });

  it("says which columns were taken for which fields", async () => {
    const file = "Experience,Test Score,interview_score\n2,9,6\n";
    expect((await csv(file)).json().warnings).toHaveLength(2);
    const notes = (await csv(file, "text/csv")).headers["picklejar-notes"];
    expect(JSON.parse(String(notes))).toHaveLength(2);
  });

  it("refuses what is no CSV, empty, too long or too large", async () => {
    expect((await csv("")).json().code).toBe("INPUT_MALFORMED");
    expect((await csv('a\n"b\n')).json()).toMatchObject({ status: 400 });
    expect((await csv(`${header}\n`)).json().issues[0].code).toBe("ROWS_EMPTY");
    const limits = { rows: 2, tableBytes: 100 };
    const headers = { "content-type": "text/csv" };
    const long = { payload: `${header}\n${"2,9,6\n".repeat(3)}`, headers };
    expect((await ask(long, undefined, { limits })).json()).toMatchObject({
      status: 413,
      code: "INPUT_ROWS",
    });
    const large = { payload: `${header}\n${"2,9,6\n".repeat(30)}`, headers };
    expect((await ask(large, undefined, { limits })).json().code).toBe("BODY_TOO_LARGE");
  });

  it("advises no file where hooks have just refused one", async () => {
    const headers = { "content-type": "text/csv", accept: "application/json" };
    const file = { payload: `${header}\n2,9,6\n`, headers };
    for (const url of ["/predict", "/"]) {
      const options = { takesFiles: false };
      const response = await ask({ ...file, url }, undefined, options);
      expect([response.statusCode, response.json().code]).toEqual([415, "MEDIA_TYPE_UNSUPPORTED"]);
      expect(response.json().hint).toContain("application/json");
      expect(response.json().hint).not.toContain("csv");
    }
    const other = await ask({ payload: "x", headers: { "content-type": "text/plain" } });
    expect(other.json().hint).toContain("text/csv");
  });

  it("refuses options that there are not", async () => {
    for (const [query, hint] of [
      ["probs=true", "proba"],
      ["proba=yes", "true"],
      ["proba=true&proba=true", "twice"],
    ]) {
      const response = await csv(`${header}\n2,9,6\n`, "text/csv", `/predict?${query}`);
      expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
      expect(response.json().detail).toContain(hint);
    }
  });

  it("gives up in time, and gives others their turn meanwhile", async () => {
    const model = salaryModel();
    const slow = {
      ...model,
      scoring: {
        ...model.scoring,
        predict: (...args: Parameters<typeof model.scoring.predict>) => {
          const end = performance.now() + 20;
          while (performance.now() < end);
          return model.scoring.predict(...args);
        },
      },
    };
    const payload = `${header}\n${"2,9,6\n".repeat(20_000)}`;
    const app = createServer(slow, { limits: { answerMs: 150 } });
    const headers = { "content-type": "text/csv" };
    const begin = performance.now();
    const late = app.inject({ method: "POST", url: "/predict", payload, headers });
    const health = await app.inject("/health/live");
    const healthMs = performance.now() - begin;
    const { code } = (await late).json();
    await app.close();
    expect([health.statusCode, code]).toEqual([200, "ANSWER_TIMEOUT"]);
    expect(healthMs).toBeLessThan(150);
  });

  it("is counted, told and kept like other answers", async () => {
    const events: RequestEvent[] = [];
    const kept: LogEntry[] = [];
    const log = {
      append: (entries: readonly LogEntry[]) => kept.push(...entries),
      close: async () => undefined,
    } as unknown as NonNullable<ServerOptions["log"]>;
    const headers = { "content-type": "text/csv" };
    const payload = `id,${header}\nx,2,9,6\ny,1,2,3\n`;
    await ask({ payload, headers }, undefined, { log, onRequest: (event) => events.push(event) });
    expect(events).toMatchObject([{ status: 200, summary: "2 rows" }]);
    expect(kept).toMatchObject([
      { row: 0, inputs: { id: "x", ...record }, answer: { prediction: answer } },
      { row: 1, inputs: { id: "y" } },
    ]);
    expect(JSON.stringify(events)).not.toContain("2,9,6");
  });

  it("is taken at the page and at the tutorials' path as well", async () => {
    const headers = { "content-type": "text/csv", accept: "application/json" };
    for (const url of ["/", "/predict_api"]) {
      const response = await ask({ url, payload: `${header}\n2,9,6\n`, headers });
      expect(response.json().predictions).toEqual([{ prediction: answer }]);
    }
  });
});

describe("POST /predict with JSON Lines", () => {
  it("answers JSON, or JSON Lines where they are wanted", async () => {
    const payload = `${JSON.stringify(record)}\n[2,9,6]\n`;
    const headers = { "content-type": "application/x-ndjson" };
    expect((await ask({ payload, headers })).json().predictions).toEqual([
      { prediction: answer },
      { prediction: answer },
    ]);
    const lines = await ask({ payload, headers: { ...headers, accept: "application/x-ndjson" } });
    expect(lines.headers["content-type"]).toContain("application/x-ndjson");
    expect(
      lines.body
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { ...record, prediction: answer },
      { input: [2, 9, 6], prediction: answer },
    ]);
  });
});

describe("POST /predict with multipart/form-data", () => {
  it("takes fields as a form", async () => {
    const response = await form({ experience: "2", test_score: " 9 ", interview_score: "6.0" });
    expect(response.json().prediction).toBe(answer);
    const wrong = await form({ experience: "2", test_score: "x" });
    expect(wrong.json().issues.map(({ path }: { path: string[] }) => path)).toEqual([
      ["test_score"],
      ["interview_score"],
    ]);
    expect((await form({ text: "win a prize" }, "*/*", textModel())).json().prediction).toBe(
      "spam",
    );
  });

  it("takes a file by its name, its type or its content", async () => {
    const table = `${header}\n2,9,6\n`;
    const lines = `${JSON.stringify(record)}\n`;
    for (const [content, name, type] of [
      [table, "rows.csv", "application/vnd.ms-excel"],
      [table, "rows", "text/csv"],
      [table, "rows.txt", "application/octet-stream"],
      [lines, "rows.jsonl", ""],
      [lines, "rows", "application/x-ndjson"],
      [`[${lines}]`, "rows.json", "application/json"],
      [`[${lines}]`, "rows", ""],
    ] as const) {
      const response = await form({ file: new File([content], name, { type }) });
      expect(response.json().predictions, name).toEqual([{ prediction: answer }]);
    }
  });

  it("sends a browser's file back with its predictions", async () => {
    const file = new File([`${header}\n2,9,6\n`], "rows.csv");
    const response = await form({ file }, "text/html,*/*;q=0.8");
    expect(response.body).toBe(`${header},prediction\n2,9,6,${answer}\n`);
  });

  it("takes a file control that was left empty for none", async () => {
    const response = await form({
      experience: "2",
      test_score: "9",
      interview_score: "6",
      file: new File([], ""),
    });
    expect(response.json().prediction).toBe(answer);
  });

  it("refuses several files, and a file beside fields", async () => {
    const file = new File([`${header}\n2,9,6\n`], "rows.csv");
    for (const parts of [
      { a: file, b: file },
      { a: file, experience: "2" },
    ]) {
      const response = await form(parts);
      expect([response.statusCode, response.json().code]).toEqual([400, "BODY_MALFORMED"]);
    }
  });

  it("refuses what is malformed", async () => {
    const payload = '--b\r\nContent-Disposition: form-data; name="experience"\r\n\r\n2';
    for (const type of ["multipart/form-data; boundary=b", "multipart/form-data"]) {
      const response = await ask({ payload, headers: { "content-type": type } });
      expect([response.statusCode, response.json().code]).toEqual([400, "BODY_MALFORMED"]);
    }
  });
});

describe("POST /predict with JSON by columns", () => {
  it("takes columns and data, as pandas splits a table", async () => {
    const split = {
      columns: ["interview_score", "experience", "test_score"],
      data: [
        [6, 2, 9],
        [3, 1, 2],
      ],
    };
    const expected = [{ prediction: answer }, { prediction: expect.any(Number) }];
    expect((await json(split)).json().predictions).toEqual(expected);
    expect((await json({ ...split, index: [0, 1] })).json().predictions).toEqual(expected);
  });

  it("takes a list for each field", async () => {
    const columns = { experience: [2, 1], test_score: [9, 2], interview_score: [6, 3] };
    expect((await json(columns)).json().predictions).toHaveLength(2);
    expect(
      (await json({ experience: [2], test_score: [9], interview_score: ["6"] })).json(),
    ).toMatchObject({
      predictions: [{ prediction: answer }],
    });
  });

  it("judges each row, and names it", async () => {
    const { issues } = (
      await json({ experience: [2, "x"], test_score: [9, 9], interview_scor: [6, 6] })
    ).json();
    expect(issues.map(({ path, code }: { path: unknown; code: string }) => [path, code])).toEqual([
      [[0, "interview_score"], "FIELD_MISSING"],
      [[0, "interview_scor"], "FIELD_UNKNOWN"],
      [[1, "experience"], "FIELD_KIND"],
      [[1, "interview_score"], "FIELD_MISSING"],
      [[1, "interview_scor"], "FIELD_UNKNOWN"],
    ]);
  });

  it.each([
    ["columns of different lengths", { experience: [2], test_score: [9, 9], interview_score: [6] }],
    ["rows of another width", { columns: ["experience", "test_score"], data: [[1]] }],
    ["rows that are none", { columns: ["experience"], data: [1] }],
    ["a column that is named twice", { columns: ["a", "a"], data: [[1, 2]] }],
  ])("refuses %s", async (_, columns) => {
    const response = await json(columns);
    expect([response.statusCode, response.json().code]).toEqual([400, "BODY_MALFORMED"]);
  });

  it("says that there is no row in empty columns", async () => {
    expect((await json({ experience: [] })).json().issues[0].code).toBe("ROWS_EMPTY");
    expect((await json({ columns: ["a"], data: [] })).json().issues[0].code).toBe("ROWS_EMPTY");
  });

  it("leaves a record with a list among its values a record", async () => {
    const { issues } = (await json({ experience: [2], test_score: 9, interview_score: 6 })).json();
    expect(issues).toMatchObject([{ path: ["experience"], code: "FIELD_KIND" }]);
  });
});
