// Models from files that are no pickles, by page, API and batch: nobody sees a difference.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadModel } from "../../../src/predict/model.ts";
import { createServer } from "../../../src/server/app.ts";
import { closeServers, send, startServer } from "../batch-client.ts";

const fixtures = join(import.meta.dirname, "../../fixtures");
const pictures: readonly unknown[] = JSON.parse(
  readFileSync(join(fixtures, "onnx/answers.json"), "utf8"),
).find(({ file }: { readonly file: string }) => file === "network.onnx").rows;

interface Served {
  readonly file: string;
  readonly page: RegExp;
  readonly asked: unknown;
  readonly csv: string;
  readonly writer: string;
}

const files: readonly Served[] = [
  {
    file: "onnx/table.onnx",
    page: /name="town"[\s\S]*name="age"/,
    asked: { town: "Ulm", age: 44 },
    csv: "town,age\nUlm,44\nBonn,20\n",
    writer: "onnx",
  },
  {
    file: "onnx/network.onnx",
    page: /name="x36"/,
    asked: pictures,
    csv: `${Array.from({ length: 36 }, (_, i) => `x${i + 1}`).join(",")}\n${"0.5,".repeat(35)}0.5\n`,
    writer: "onnx",
  },
  {
    file: "xgboost-files/3.0.0/three.json",
    page: /name="age"[\s\S]*name="rooms"/,
    asked: { age: 1, income: 2, rate: 0.1, rooms: 3 },
    csv: "age,income,rate,rooms\n1,2,0.1,3\n",
    writer: "xgboost",
  },
  {
    file: "lightgbm/categories.txt",
    page: /<option value="kind 3">/,
    asked: { a: 1, b: 2, c: 0, d: null, kind: "kind 3" },
    csv: "a,b,c,d,kind\n1,2,0,,kind 3\n",
    writer: "lightgbm",
  },
  {
    file: "skops/1.9.0/columns.skops",
    page: /name="town"/,
    asked: { age: 0.5, town: "Ulm", rooms: 2 },
    csv: "age,town,rooms\n0.5,Ulm,2\n",
    writer: "skops",
  },
];

afterEach(closeServers);

describe.each(files)("$file", ({ file, page, asked, csv, writer }) => {
  it("is served by page, API and card", async () => {
    const app = createServer(await loadModel(join(fixtures, file)));
    const home = await app.inject({ url: "/", headers: { accept: "text/html" } });
    expect(home.statusCode).toBe(200);
    expect(home.body).toMatch(page);
    const answer = await app.inject({
      method: "POST",
      url: "/predict",
      headers: { "content-type": "application/json" },
      payload: JSON.stringify(asked),
    });
    expect(answer.statusCode).toBe(200);
    const answers = answer.json();
    expect(answers.prediction ?? answers.predictions.length).toBeDefined();
    const card = (await app.inject({ url: "/model" })).json();
    expect(card.container).toMatchObject({ writer, protocol: null });
    expect(card.warnings.join()).not.toContain("scikit-learn wrote");
    await app.close();
  }, 60_000);

  it("answers rows of a file in a thread of its own", async () => {
    const server = await startServer(await loadModel(join(fixtures, file)));
    const { status, body } = await send(server, { type: "text/csv", body: [csv] });
    expect(status).toBe(200);
    const lines = csv.trim().split("\n");
    expect(body.trim().split("\n").length).toBe(lines.length);
    expect(body.split("\n")[0]).toBe(`${lines[0]},prediction`);
  }, 60_000);
});
