import { describe, expect, it } from "vitest";
import { flowerModel, salaryModel, severalModel, textModel } from "../../server/fake-models.ts";
import { fixtureModel, issuesOf, linesOf, runBatch } from "./run-batch.ts";

const salary = salaryModel();
const header = "experience,test_score,interview_score";
const answer = 53290.89304765718;

/** What the model answers for a row, as the library has it. */
function predicted(...row: number[]): string {
  return String(salary.predictSync([row])[0]?.prediction);
}

describe("Batch", () => {
  it("gives every line of CSV back with its prediction, whatever pieces it comes in", () => {
    const input = `id,${header}\nx,2,9,6\n"y, ""z""",1,2,3\n`;
    const expected = `id,${header},prediction\nx,2,9,6,${answer}\n"y, ""z""",1,2,3,${predicted(1, 2, 3)}\n`;
    for (const size of [1, 2, 7, 1000]) {
      expect(runBatch(salary, input, {}, size)).toMatchObject({ output: expected, error: null });
    }
  });

  it("keeps delimiter, line ends, byte order mark, spaces and quotes as they came", () => {
    const input = '\ufeff"experience";test_score;interview_score;note\r\n"2"; 9 ;6.0;a,b\r\n';
    const { output } = runBatch(salary, input);
    expect(output).toBe(
      `\ufeff"experience";test_score;interview_score;note;prediction\r\n"2"; 9 ;6.0;a,b;${answer}\r\n`,
    );
    const tabs = `${header.replaceAll(",", "\t")}\n2\t9\t6`;
    expect(runBatch(salary, tabs).output).toBe(
      `${header.replaceAll(",", "\t")}\tprediction\n2\t9\t6\t${answer}\n`,
    );
  });

  it("finds the delimiter by the fields, not by what stands there most often", () => {
    const input = "experience;test_score;interview_score;a,b,c,d,e\n2;9;6;1,2,3,4,5\n";
    expect(linesOf(runBatch(salary, input).output)[1]).toBe(`2;9;6;1,2,3,4,5;${answer}`);
  });

  it("reads lines without a header by position, where told", () => {
    const ran = runBatch(salary, "2,9,6\n1,2,3\n", { hasHeader: false });
    expect(ran.output).toBe(`2,9,6,${answer}\n1,2,3,${predicted(1, 2, 3)}\n`);
    const json = runBatch(salary, "2,9,6\n", { hasHeader: false, output: "json-lines" });
    expect(JSON.parse(json.output)).toEqual({
      experience: 2,
      test_score: 9,
      interview_score: 6,
      prediction: answer,
    });
    expect(issuesOf(runBatch(salary, "2,9,6\n"))).toEqual([[[], "HEADER_MISSING"]]);
    expect(issuesOf(runBatch(salary, "2,9\n", { hasHeader: false }))).toEqual([[[], "ROW_WIDTH"]]);
  });

  it("gives every record of JSON back with its prediction in it", () => {
    const records = [
      '{"experience":2,"test_score":9,"interview_score":6.0,"id":"x"}',
      "[2, 9, 6]",
      '{"prediction":1,"experience":2,"test_score":9,"interview_score":6}',
    ];
    const expected = [
      `{"experience":2,"test_score":9,"interview_score":6.0,"id":"x","prediction":${answer}}`,
      `{"input":[2, 9, 6],"prediction":${answer}}`,
      `{"input":${records[2]},"prediction":${answer}}`,
    ];
    for (const size of [1, 7, 1000]) {
      expect(linesOf(runBatch(salary, records.join("\r\n"), {}, size).output)).toEqual(expected);
      const array = `[\n${records.join(",\n")}\n]\n`;
      expect(linesOf(runBatch(salary, array, {}, size).output)).toEqual(expected);
    }
  });

  it("writes a record that stood on several lines on one", () => {
    const input =
      '[{"experience": 2,\n  "test_score": 9,\r\n "interview_score": 6,\n "note": "a\\nb"\n}]';
    const lines = linesOf(runBatch(salary, input).output);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ note: "a\nb", prediction: answer });
  });

  it("takes texts, one per line, for a model of texts", () => {
    const input = '"win a prize"\n{"text":"lunch"}\n';
    const lines = linesOf(runBatch(textModel(), input, { format: "json-lines" }).output);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { input: "win a prize", prediction: "spam" },
      { text: "lunch", prediction: "ham" },
    ]);
    expect(linesOf(runBatch(textModel(), 'review\n"win, win"\n').output)).toEqual([
      "review,prediction",
      '"win, win",spam',
    ]);
  });

  it("tells what an input is by its first bytes", () => {
    const record = '{"experience":2,"test_score":9,"interview_score":6}';
    for (const input of [
      record,
      `  ${record}\n${record}`,
      `[${record}]`,
      ` [ ${record} ]`,
      "[2,9,6]",
      "[[2,9,6]]",
      `\ufeff${record}`,
      '{\n"experience":2,\n"test_score":9,"interview_score":6\n}',
    ]) {
      for (const size of [1, 1000]) {
        const { output, error } = runBatch(salary, input, {}, size);
        expect([error, output.includes(`"prediction":${answer}`)], input).toEqual([null, true]);
      }
    }
  });

  it.each([
    ["an empty input", ""],
    ["Parquet", Uint8Array.of(0x50, 0x41, 0x52, 0x31, 0x15, 0x04, 0x15, 0x20)],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0)],
    ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ["a compressed file", Uint8Array.of(0x1f, 0x8b, 8, 0)],
    ["bytes that are no text", "abc\0def\n1,2\n"],
  ])("refuses %s", (_, input) => {
    for (const format of [null, "csv", "json-lines"] as const) {
      const { error } = runBatch(salary, input, { format });
      expect([error?.code, error?.details["line"]]).toEqual(["INPUT_MALFORMED", 1]);
    }
  });

  it("answers a file of a header with a header", () => {
    expect(runBatch(salary, `${header}\n`)).toMatchObject({
      output: `${header},prediction\n`,
      counts: { rows: 0 },
    });
    expect(runBatch(salary, "[]")).toMatchObject({ output: "", error: null });
  });

  it("refuses columns that are not the model's before anything is written", () => {
    const ran = runBatch(salary, "experience,test\n1,2\n");
    expect(issuesOf(ran)).toEqual([
      [["test_score"], "FIELD_MISSING"],
      [["interview_score"], "FIELD_MISSING"],
    ]);
    expect(ran.output).toBe("");
  });

  it("says which columns were taken for which fields", () => {
    const { notes, output } = runBatch(salary, "Experience,Test Score,INTERVIEW_SCORE\n2,9,6\n");
    expect(notes).toHaveLength(3);
    expect(linesOf(output)[1]).toBe(`2,9,6,${answer}`);
  });

  it("never takes the name of a column that is there", () => {
    const { notes, output } = runBatch(salary, `${header},prediction\n2,9,6,7\n`);
    expect(output).toBe(`${header},prediction,prediction_2\n2,9,6,7,${answer}\n`);
    expect(notes).toHaveLength(1);
  });

  it("treats names of Object.prototype as names like others", () => {
    const input = `__proto__,${header},constructor\n1,2,9,6,2\n`;
    const { output } = runBatch(salary, input, { output: "json-lines" });
    expect(output).toBe(
      `{"__proto__":"1","experience":2,"test_score":9,"interview_score":6,"constructor":"2","prediction":${answer}}\n`,
    );
  });
});

describe("Batch, where rows are at fault", () => {
  const lines = ["2,9,6", "x,9,6", "1,2", "2,9,6,7", '"a"b,1,2', "1,2,3"];
  const input = `${header}\n${lines.join("\n")}\n`;

  it("stops at the first one, with the rows before it answered", () => {
    for (const size of [1, 1000]) {
      const ran = runBatch(salary, input, { onFault: "stop" }, size);
      expect(ran.output).toBe(`${header},prediction\n2,9,6,${answer}\n`);
      expect(ran.error).toMatchObject({ code: "INPUT_INVALID", details: { line: 3 } });
      expect(ran.error?.message).toContain("Line 3");
      expect(issuesOf(ran)).toEqual([[[1, "experience"], "FIELD_KIND"]]);
    }
  });

  it("leaves them out where told, and counts them", () => {
    for (const size of [1, 1000]) {
      const ran = runBatch(salary, input, { onFault: "skip" }, size);
      expect(ran.error).toBeNull();
      expect(ran.output).toBe(
        `${header},prediction\n2,9,6,${answer}\n1,2,3,${predicted(1, 2, 3)}\n`,
      );
      expect(ran.counts).toMatchObject({ rows: 6, skipped: 4 });
    }
  });

  it("finds them all where told, and answers none", () => {
    const ran = runBatch(salary, input, { onFault: "collect" });
    expect(issuesOf(ran)).toEqual([
      [[1, "experience"], "FIELD_KIND"],
      [[2], "ROW_WIDTH"],
      [[3], "ROW_WIDTH"],
      [[4], "ROW_MALFORMED"],
    ]);
    expect(ran.error?.details["line"]).toBe(3);
    const many = `${header}\n${"x,y,z\n".repeat(200)}`;
    expect(runBatch(salary, many, { onFault: "collect" }).error?.issues).toHaveLength(100);
  });

  it("tells of them between the answers, where JSON Lines should", () => {
    const records = ["[2,9,6]", "[2,9", '{"experience":1}', "[1,2,3]", "5"];
    const job = { onFault: "skip", hasFaultLines: true } as const;
    const ran = runBatch(salary, `${records.join("\n")}\n`, job, 3);
    expect(linesOf(ran.output).map((line) => JSON.parse(line))).toMatchObject([
      { input: [2, 9, 6] },
      { error: { code: "INPUT_INVALID", issues: [{ code: "ROW_MALFORMED" }] }, row: 1, line: 2 },
      { error: { issues: [{ code: "FIELD_MISSING" }, {}] }, row: 2, line: 3 },
      { input: [1, 2, 3] },
      { error: { issues: [{ code: "ROW_KIND" }] }, row: 4, line: 5 },
    ]);
  });

  it("says where a model searches for rows together", () => {
    const table = "experience,test_score,interview_score\n2,9,6\n";
    expect(runBatch(salary, table).notes).toEqual([]);
    const together = {
      signature: salary.signature,
      scoring: salary.scoring,
      rowsTogether: true,
    };
    expect(runBatch(together, table).notes).toHaveLength(1);
  });

  it("finds records that name something twice", () => {
    const ran = runBatch(
      salary,
      '{"experience":1,"experience":2,"test_score":9,"interview_score":6}',
    );
    expect(issuesOf(ran)).toEqual([[[0, "experience"], "FIELD_DUPLICATE"]]);
  });

  it("finds rows that only the model itself refuses", async () => {
    const forest = await fixtureModel("forest");
    const rows = Array.from({ length: 20 }, (_, i) => (i % 7 === 3 ? "1e300,0,0,0" : `${i},0,0,0`));
    const text = `a,b,c,d\n${rows.join("\n")}\n`;
    const skipped = runBatch(forest, text, { onFault: "skip" });
    expect(skipped.counts).toMatchObject({ rows: 20, skipped: 3 });
    expect(linesOf(skipped.output)).toHaveLength(18);
    expect(skipped.output).not.toContain("1e300");
    const stopped = runBatch(forest, text);
    expect(issuesOf(stopped)).toEqual([[[3], "INPUT_NOT_FINITE"]]);
    expect(linesOf(stopped.output)).toHaveLength(4);
  });

  it("ends where a record cannot be told from the next, whatever was said about faults", () => {
    for (const onFault of ["stop", "skip", "collect"] as const) {
      const { error } = runBatch(salary, `${header}\n2,9,6\n"1,2,3\n1,2,3\n`, { onFault });
      expect([error?.code, error?.details["line"]]).toEqual(["INPUT_MALFORMED", 3]);
    }
  });

  it("takes no more rows than told", () => {
    const rows = `${header}\n${"2,9,6\n".repeat(5)}`;
    expect(runBatch(salary, rows, { maxRows: 5 }).error).toBeNull();
    expect(runBatch(salary, rows, { maxRows: 4 }).error?.code).toBe("INPUT_ROWS");
  });
});

describe("Batch, the answer's columns", () => {
  it("holds the probabilities where they are asked for", () => {
    const model = flowerModel();
    const names = model.signature.inputs.map(({ name }) => name).join(",");
    const ran = runBatch(model, `${names}\n3,1,1,1\n`, { probabilities: true });
    const [head = "", line = ""] = linesOf(ran.output);
    expect(head.split(",").slice(4, 7)).toEqual([
      "prediction",
      "probability_setosa",
      "probability_versicolor",
    ]);
    const [first] = model.predictSync([[3, 1, 1, 1]]);
    expect(line.split(",").slice(5).map(Number)).toEqual(
      first?.probabilities?.map(({ probability }) => probability),
    );
  });

  it("holds one column per value of a model of several", () => {
    const [head, line] = linesOf(runBatch(severalModel(), "hour,temperature\n2,3\n").output);
    expect(head).toBe("hour,temperature,heating,cooling,light");
    expect(line).toBe("2,3,25,1,1234567.891");
  });

  it("holds one column per number of a transformer", async () => {
    const scaler = await fixtureModel("scaler");
    const [head, line = ""] = linesOf(runBatch(scaler, "x,y\n4,5\n").output);
    expect(head).toBe("x,y,prediction_x,prediction_y");
    expect(line.split(",").slice(2).map(Number)).toEqual(
      scaler.predictSync([[4, 5]])[0]?.prediction,
    );
  });

  it("puts an apostrophe before labels that a spreadsheet would run, and before nothing else", async () => {
    const logistic = await fixtureModel("logistic");
    const names = logistic.signature.inputs.map(({ name }) => name).join(",");
    const { output } = runBatch(logistic, `note,${names}\n=1+1,2.6,4.6,6.5,7.6\n`);
    expect(output).toContain(`\n=1+1,2.6,4.6,6.5,7.6,"'=HYPERLINK(""x"")"\n`);
    const json = runBatch(logistic, `${names}\n2.6,4.6,6.5,7.6\n`, { output: "json-lines" });
    expect(JSON.parse(json.output).prediction).toBe('=HYPERLINK("x")');
  });

  it("writes numbers of every size as JavaScript does, and other values among them as themselves", () => {
    const model = salaryModel();
    const values = [-0, 1e21, 1e-7, 5e-324, 0.1 + 0.2, null, -123456789.125, 18.706415000000003];
    const answering = (given: readonly (number | string | null)[]) => {
      const predict = () => given.map((prediction) => ({ prediction }));
      const input = `${header}\n${"1,2,3\n".repeat(given.length)}`;
      const { output } = runBatch({ ...model, scoring: { ...model.scoring, predict } }, input);
      return linesOf(output).map((line) => line.split(",")[3]);
    };
    const expected = values.map((value) => (value === null ? "" : String(value)));
    expect(answering(values).slice(1)).toEqual(expected);
    expect(answering([...values, "two"]).slice(1)).toEqual([...expected, "two"]);
    expect(answering([null, 1]).slice(1)).toEqual(["", "1"]);
    expect(answering([1, null]).slice(1)).toEqual(["1", ""]);
  });

  it("leaves a cell empty, and says null in JSON, for what is not a number", () => {
    const model = salaryModel();
    const broken = {
      ...model,
      scoring: { ...model.scoring, predict: () => [{ prediction: null, warnings: ["null"] }] },
    };
    const csv = runBatch(broken, `${header}\n1,2,3\n`);
    expect([linesOf(csv.output)[1], csv.counts.warned]).toEqual(["1,2,3,", 1]);
    const json = runBatch(broken, "[1,2,3]");
    expect(JSON.parse(json.output)).toEqual({
      input: [1, 2, 3],
      prediction: null,
      warnings: ["null"],
    });
  });
});
