import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlCommand, shellQuote } from "../../src/pages/curl.ts";
import { pageModel } from "../../src/pages/page-model.ts";
import { mixedModel, salaryModel, wideModel } from "../server/fake-models.ts";

const origin = "http://localhost:5000";

/** The arguments that a shell makes of a command. */
function shellWords(command: string): string[] {
  const script = `${command.replace(/^curl/, "printf '%s\\0'")}`;
  return execFileSync("sh", ["-c", script]).toString().split("\0").slice(0, -1);
}

/** The JSON that a command sends. */
function bodyOf(command: string): unknown {
  return JSON.parse(shellWords(command).at(-1) ?? "");
}

describe("curlCommand", () => {
  it("asks with the examples until values are given", () => {
    const { text, file } = curlCommand(pageModel(salaryModel()), origin, null);
    expect(shellWords(text)).toEqual([
      "http://localhost:5000/predict",
      "-H",
      "Content-Type: application/json",
      "-d",
      '{"experience":5,"test_score":8,"interview_score":8}',
    ]);
    expect(file).toBeUndefined();
  });

  it("sends numbers, choices, truth and nothing as JSON has them", () => {
    const texts = new Map([
      ["area_m2", "1e3"],
      ["rooms", ""],
      ["district", "Old town"],
      ["heating", ""],
      ["garage", "false"],
      ["street", 'O\'Connell "St" $HOME `id` \\'],
      ["__proto__", "abc"],
    ]);
    const { text } = curlCommand(pageModel(mixedModel()), origin, { texts, row: undefined });
    const body = Object.entries(bodyOf(text) as object);
    expect(body).toEqual([
      ["area_m2", 1000],
      ["rooms", null],
      ["district", "Old town"],
      ["heating", null],
      ["garage", false],
      ["street", 'O\'Connell "St" $HOME `id` \\'],
      ['"><script>alert(1)</script>', ""],
      ["__proto__", "abc"],
    ]);
  });

  it("keeps every digit that was typed", () => {
    const texts = new Map([["experience", "0.10000000000000000001"]]);
    const { text } = curlCommand(pageModel(salaryModel()), origin, { texts, row: undefined });
    expect(text).toContain('"experience":0.10000000000000000001');
  });

  it("takes a long record from a file", () => {
    const page = pageModel(wideModel(5000));
    const { text, file } = curlCommand(page, origin, { texts: new Map(), row: "7\t8\tx" });
    expect(bodyOf(text)).toEqual([7, 8, "x"]);
    expect(file).toBeUndefined();
    const long = curlCommand(page, origin, null);
    expect(shellWords(long.text).at(-1)).toBe("@row.json");
    expect(long.file).toMatch(/^\[0,1,2,3,.* …$/);
  });
});

describe("shellQuote", () => {
  it.each(["plain", "", "it's", "$(id)", "a\nb", "--x", "!!", "é 🥒", "'", "''", "\\'"])(
    "gives a shell %j as one word",
    (text) => {
      expect(shellWords(`curl ${shellQuote(text)} end`)).toEqual([text, "end"]);
    },
  );
});
