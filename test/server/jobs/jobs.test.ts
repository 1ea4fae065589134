// Jobs over real sockets: sent, asked after, cancelled, fetched, forgotten.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { fixtureModel } from "../../predict/batch/run-batch.ts";
import { closeServers, type Running, startServer } from "../batch-client.ts";
import { salaryModel } from "../fake-models.ts";

const header = "experience,test_score,interview_score";
const parquet = join(import.meta.dirname, "../../fixtures/parquet");

afterEach(closeServers);

interface JobAnswer {
  readonly id: string;
  readonly status: string;
  readonly file: string | null;
  readonly progress: { readonly rows: number; readonly rowsTotal: number | null };
  readonly answered: number;
  readonly skipped: number;
  readonly notes: readonly string[];
  readonly reasons: readonly { code: string; field: string; count: number; row: number }[];
  readonly distributions: readonly { kind: string; count: number }[];
  readonly error: { readonly code: string } | null;
  readonly answers: string | null;
  readonly errors: string | null;
  readonly expires: string | null;
}

function jobsOf({ port }: Running, path = ""): string {
  return `http://127.0.0.1:${port}/jobs${path}`;
}

async function sendJob(
  server: Running,
  body: BodyInit,
  { type = "text/csv", query = "" }: { type?: string | null; query?: string } = {},
): Promise<Response> {
  const headers = type === null ? {} : { "content-type": type };
  return fetch(jobsOf(server, query), { method: "POST", body, headers });
}

async function jobAt(server: Running, id: string): Promise<JobAnswer> {
  return (await (await fetch(jobsOf(server, `/${id}`))).json()) as JobAnswer;
}

/** The job when it is over. */
async function ended(server: Running, response: Response): Promise<JobAnswer> {
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as JobAnswer;
  expect(response.headers.get("location")).toBe(`jobs/${id}`);
  for (;;) {
    const job = await jobAt(server, id);
    if (!["waiting", "running"].includes(job.status)) return job;
    await delay(10);
  }
}

async function textAt(server: Running, path: string | null): Promise<string> {
  return (await fetch(jobsOf(server, `/${path}`))).text();
}

describe("POST /jobs", () => {
  it("scores a file, and gives its answers, its faults and what they have in common", async () => {
    const server = await startServer(salaryModel());
    const rows = `${header},who\n2,9,6,ann\n2,nine,6,bob\n,9,6,eve\n5,8,8,dan\n2,ten,6,=x\n`;
    const job = await ended(server, await sendJob(server, rows, { query: "?on_error=skip" }));
    expect(job).toMatchObject({
      status: "done",
      answered: 2,
      skipped: 3,
      error: null,
      progress: { rows: 5, rowsTotal: 5 },
      distributions: [{ kind: "numbers", count: 2 }],
    });
    expect(job.reasons).toMatchObject([
      { code: "FIELD_KIND", field: "test_score", count: 2, row: 2 },
      { code: "FIELD_MISSING", field: "experience", count: 1, row: 3 },
    ]);
    const lines = (await textAt(server, job.answers)).split("\n");
    expect(lines[0]).toBe(`${header},who,prediction`);
    expect(lines[1]).toMatch(/^2,9,6,ann,53290\.89/);
    expect(lines).toHaveLength(4);
    const errors = (await textAt(server, job.errors)).split("\n");
    expect(errors[0]).toBe("row,line,field,code,message");
    expect(errors[1]).toMatch(/^2,3,test_score,FIELD_KIND,/);
    expect(errors[2]).toMatch(/^3,4,experience,FIELD_MISSING,/);
  });

  it("stops at the first row at fault, unless told, and says which", async () => {
    const server = await startServer(salaryModel());
    const job = await ended(server, await sendJob(server, `${header}\n2,9,6\n2,nine,6\n`));
    expect(job).toMatchObject({
      status: "failed",
      error: { code: "INPUT_INVALID" },
      answers: null,
    });
    const answers = await fetch(jobsOf(server, `/${job.id}/answers`));
    expect(answers.status).toBe(409);
    expect(await answers.json()).toMatchObject({ code: "JOB_UNFINISHED" });
    expect(await textAt(server, job.errors)).toContain("2,3,test_score,FIELD_KIND");
  });

  it("takes a form with options beside the file, and rows that were pasted into it", async () => {
    const server = await startServer(salaryModel());
    const form = new FormData();
    form.set("on_error", "skip");
    form.set("columns", '{"experience":"Years"}');
    form.set("rows", "");
    form.set("file", new Blob([`Years,test_score,interview_score\n2,9,6\n`]), "people 1.csv");
    const job = await ended(server, await sendJob(server, form, { type: null }));
    expect(job).toMatchObject({ status: "done", file: "people 1.csv", answered: 1 });
    const answers = await fetch(jobsOf(server, `/${job.answers}`));
    expect(answers.headers.get("content-disposition")).toBe(
      'attachment; filename="people_1-predictions.csv"',
    );
    expect(await answers.text()).toMatch(/^Years,test_score,interview_score,prediction\n/);

    const pasted = new FormData();
    pasted.set("rows", `${header}\r\n2,9,6`);
    pasted.set("file", new Blob([]), "");
    const other = await ended(server, await sendJob(server, pasted, { type: null }));
    expect(other).toMatchObject({ status: "done", file: null, answered: 1 });
  });

  it("takes JSON Lines, an array, and Parquet, by what they are", async () => {
    const server = await startServer(salaryModel());
    const record = '{"experience":2,"test_score":9,"interview_score":6}';
    const lines = await ended(
      server,
      await sendJob(server, record, { type: "application/x-ndjson" }),
    );
    expect(await textAt(server, lines.answers)).toContain('"prediction":53290.89');
    const list = await ended(
      server,
      await sendJob(server, `[${record}]`, { type: "application/json" }),
    );
    expect(list.answered).toBe(1);
    const people = readFileSync(join(parquet, "people.parquet"));
    for (const type of ["application/vnd.apache.parquet", "text/csv"]) {
      const job = await ended(
        server,
        await sendJob(server, people, { type, query: "?on_error=skip" }),
      );
      expect(job).toMatchObject({ status: "done", answered: 2, skipped: 1 });
      expect(job.reasons).toMatchObject([{ code: "FIELD_MISSING", field: "test_score", row: 3 }]);
      const [first, second] = (await textAt(server, job.answers)).split("\n");
      expect(first).toBe("experience,test_score,interview_score,Who,__index_level_0__,prediction");
      expect(second).toMatch(/^2,9,6,ann,r1,53290\.89/);
      expect(await textAt(server, job.errors)).toContain("\n3,,test_score,FIELD_MISSING,");
    }
  });

  it("fails a job whose Parquet file is cut off", async () => {
    const server = await startServer(await fixtureModel("linear"));
    const cut = readFileSync(join(parquet, "people.parquet")).subarray(0, 2000);
    const job = await ended(server, await sendJob(server, cut));
    expect(job).toMatchObject({ status: "failed", error: { code: "PARQUET_MALFORMED" } });
    expect([job.answers, job.errors]).toEqual([null, null]);
  });

  it("answers CSV with JSON Lines where they are wanted", async () => {
    const server = await startServer(salaryModel());
    const query = "?output=json-lines";
    const job = await ended(server, await sendJob(server, `${header}\n2,9,6\n`, { query }));
    expect(await textAt(server, job.answers)).toMatch(/^\{"experience":2,.*"prediction":53290/);
  });

  it.each([
    ["an empty body", "", "", 400, "INPUT_MALFORMED"],
    ["a misspelt option", "a\n1\n", "?on_eror=skip", 400, "REQUEST_MALFORMED"],
    ["a column for no field", "a\n1\n", '?columns={"age":"a"}', 400, "REQUEST_MALFORMED"],
    ["columns that are no JSON", "a\n1\n", "?columns=age", 400, "REQUEST_MALFORMED"],
    [
      "a column for two fields",
      "a\n1\n",
      '?columns={"experience":"a","test_score":"a"}',
      400,
      "REQUEST_MALFORMED",
    ],
  ])("refuses %s at once", async (_name, body, query, status, code) => {
    const server = await startServer(salaryModel());
    const response = await sendJob(server, body, { query });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it("says of a column that there is not which one was told", async () => {
    const server = await startServer(salaryModel());
    const query = `?columns=${encodeURIComponent('{"experience":"Yeers"}')}`;
    const body = "Years,test_score,interview_score\n2,9,6\n";
    const job = await ended(server, await sendJob(server, body, { query }));
    expect(job).toMatchObject({
      status: "failed",
      error: { code: "INPUT_INVALID", issues: [{ path: ["experience"], code: "COLUMN_UNKNOWN" }] },
    });
  });

  it("refuses a file beyond its limit, and more jobs or bytes than it keeps", async () => {
    const server = await startServer(salaryModel(), { batchBytes: 60, jobs: 1, jobsBytes: 100 });
    const long = await sendJob(server, `${header}\n${"2,9,6\n".repeat(20)}`);
    expect([long.status, await long.json()]).toMatchObject([413, { code: "BODY_TOO_LARGE" }]);
    await ended(server, await sendJob(server, `${header}\n2,9,6\n`));
    const second = await sendJob(server, `${header}\n2,9,6\n`);
    expect([second.status, await second.json()]).toMatchObject([503, { code: "JOBS_FULL" }]);
    expect(second.headers.get("retry-after")).toBe("2");
  });

  it("fails a job whose answers do not fit on the disk that it may use, and goes on", async () => {
    const server = await startServer(salaryModel(), { jobsBytes: 2000 });
    const rows = `${header}\n${"2,9,6\n".repeat(150)}`;
    const job = await ended(server, await sendJob(server, rows));
    expect(job).toMatchObject({ status: "failed", error: { code: "JOBS_FULL" } });
    const small = await ended(server, await sendJob(server, `${header}\n2,9,6\n`));
    expect(small.status).toBe("done");
  });

  it("takes nothing that a page of another site sends", async () => {
    const server = await startServer(salaryModel());
    const headers = { "content-type": "text/csv", "sec-fetch-site": "cross-site" };
    const response = await fetch(jobsOf(server), { method: "POST", body: "a\n1\n", headers });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: "REQUEST_MALFORMED" },
    ]);
  });
});

describe("GET /jobs", () => {
  it("lists the jobs of who sent them, and nobody else's", async () => {
    const server = await startServer(salaryModel());
    const sent = await sendJob(server, `${header}\n2,9,6\n`);
    const [cookie = ""] = (sent.headers.get("set-cookie") ?? "").split(";");
    expect(cookie).toMatch(/^picklejar_jobs=[\w-]{22}$/);
    const { id } = await ended(server, sent);
    const own = await fetch(jobsOf(server), { headers: { cookie } });
    expect(await own.json()).toMatchObject({ jobs: [{ id, status: "done" }] });
    expect(await (await fetch(jobsOf(server))).json()).toEqual({ jobs: [] });
  });
});

describe("DELETE /jobs/ID", () => {
  it("cancels a job that runs, and deletes one that is over", async () => {
    const server = await startServer(await fixtureModel("linear"));
    const rows = `area m2,rooms,age\n${"1,2,3\n".repeat(600_000)}`;
    const { id } = (await (await sendJob(server, rows)).json()) as JobAnswer;
    const response = await fetch(jobsOf(server, `/${id}`), { method: "DELETE" });
    expect([response.status, await response.json()]).toMatchObject([200, { status: "cancelled" }]);
    expect(await jobAt(server, id)).toMatchObject({ status: "cancelled", answers: null });
    const again = await fetch(jobsOf(server, `/${id}`), { method: "DELETE" });
    expect(again.status).toBe(204);
    const gone = await fetch(jobsOf(server, `/${id}`));
    expect([gone.status, await gone.json()]).toMatchObject([404, { code: "JOB_NOT_FOUND" }]);
    // The thread is free again.
    const next = await ended(server, await sendJob(server, "area m2,rooms,age\n1,2,3\n"));
    expect(next.status).toBe("done");
  });
});

describe("jobs that are over", () => {
  it("are forgotten after a while", async () => {
    const server = await startServer(salaryModel(), { jobMs: 50 });
    const { id, expires } = await ended(server, await sendJob(server, `${header}\n2,9,6\n`));
    expect(expires).not.toBe(null);
    while ((await fetch(jobsOf(server, `/${id}`))).status === 200) await delay(10);
  });
});

describe("a server that stops", () => {
  it("cancels its jobs and says so", async () => {
    const server = await startServer(await fixtureModel("linear"));
    const rows = `area m2,rooms,age\n${"1,2,3\n".repeat(600_000)}`;
    await sendJob(server, rows);
    await sendJob(server, rows);
    await server.close();
    expect(server.events.at(-1)).toMatchObject({
      path: "/jobs",
      status: 503,
      summary: "2 jobs cancelled: the server stops",
    });
  });
});
