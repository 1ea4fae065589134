import { describe, expect, it } from "vitest";
import { MultipartError, parseMultipart } from "../../src/server/multipart.ts";
import { MultipartFile } from "../../src/server/multipart-file.ts";

const limits = { parts: 2, headerBytes: 200 };
const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n';

/** The file of a body that arrives in pieces of `size` bytes. */
function take(body: Buffer, size: number): { readonly name: string; readonly content: Buffer } {
  const file = new MultipartFile("b", limits.headerBytes);
  const content: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    content.push(Buffer.from(file.push(body.subarray(at, at + size))));
  }
  file.end();
  return { name: file.head?.filename ?? "", content: Buffer.concat(content) };
}

/** The same by the reader of whole bodies. */
function takeWhole(body: Buffer): Buffer | null {
  try {
    const [only, ...others] = parseMultipart(body, "b", limits);
    return only === undefined || others.length > 0 ? null : only.bytes;
  } catch (error) {
    expect(error).toBeInstanceOf(MultipartError);
    return null;
  }
}

describe("MultipartFile", () => {
  it("gives the file's bytes, wherever the pieces are cut", () => {
    const content = "a,b\r\n1,2\r\n--\r\n--x\r\n-\r\n3,4\r\n";
    const body = Buffer.from(`${head}Content-Type: text/csv\r\n\r\n${content}\r\n--b--\r\n`);
    for (let size = 1; size <= body.length; size++) {
      const taken = take(body, size);
      expect([taken.name, taken.content.toString()]).toEqual(["rows.csv", content]);
    }
  });

  it("knows the file before its content has come", () => {
    const file = new MultipartFile("b", 200);
    expect(file.push(Buffer.from(head)).length).toBe(0);
    expect(file.head).toBe(null);
    file.push(Buffer.from("Content-Type: text/csv\r\n\r\n"));
    expect(file.head).toEqual({ name: "file", filename: "rows.csv", type: "text/csv" });
    expect(file.push(Buffer.from("1,2\r\n3")).toString()).toBe("1,");
  });

  it("gives nothing of an empty file, nor of what follows the form", () => {
    expect(take(Buffer.from(`${head}\r\n\r\n--b--epilogue`), 7).content.length).toBe(0);
    expect(take(Buffer.from(`${head}\r\n--b--`), 5).content.length).toBe(0);
  });

  it.each([
    ["no boundary", "hello"],
    ["no end", `${head}\r\n1,2`],
    ["half an end", `${head}\r\n1,2\r\n--b-`],
    ["a second part", `${head}\r\n1,2\r\n${head}\r\n3\r\n--b--`],
    ["no part", "--b--"],
    ["no name", "--b\r\nContent-Type: text/csv\r\n\r\n1\r\n--b--"],
    ["no headers", "--b\r\n\r\n1\r\n--b--"],
    ["endless headers", `--b\r\nx: ${"y".repeat(300)}`],
    ["an endless preamble", "x".repeat(300)],
    ["endless spaces behind the file", `${head}\r\n1\r\n--b${" ".repeat(300)}`],
    ["text behind a boundary", `${head}\r\n1\r\n--bx--`],
  ])("refuses %s, wherever the pieces are cut", (_, text) => {
    const body = Buffer.from(text);
    for (const size of [1, 2, 3, 10, 1000]) {
      expect(() => take(body, size)).toThrow(MultipartError);
    }
  });

  it("reads what the reader of whole bodies reads, and nothing else", () => {
    let seed = 5;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    const pieces = ["--b", "\r\n--b", "--", "\r\n", "\r\n\r\n", "\r", "\n", "-", "b", "1,2", " "];
    let read = 0;
    for (let round = 0; round < 6000; round++) {
      const rest = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]);
      const body = Buffer.from(`${random(3) === 0 ? "" : `${head}\r\n`}${rest.join("")}`);
      const whole = takeWhole(body);
      const context = JSON.stringify(body.toString());
      if (whole === null) {
        expect(() => take(body, 1 + random(9)), context).toThrow(MultipartError);
      } else {
        expect(take(body, 1 + random(9)).content.toString(), context).toBe(whole.toString());
        read++;
      }
    }
    expect(read).toBeGreaterThan(50);
  });
});

describe("MultipartFile with fields", () => {
  const field = (name: string, value: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  function read(body: string, size: number, fieldBytes = 1000) {
    const file = new MultipartFile("b", 200, fieldBytes);
    const bytes = Buffer.from(body);
    const content: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      content.push(Buffer.from(file.push(bytes.subarray(at, at + size))));
    }
    file.end();
    const { head, fields } = file;
    return { name: head?.filename, content: Buffer.concat(content).toString(), fields };
  }

  it("gives the file and the fields around it, wherever the pieces are cut", () => {
    const body = `${field("on_error", "skip")}${head}\r\n1,2\r\n--\r\n${field("é", "ü\r\n--")}--b--`;
    for (let size = 1; size <= body.length; size++) {
      expect(read(body, size)).toEqual({
        name: "rows.csv",
        content: "1,2\r\n--",
        fields: new Map([
          ["on_error", "skip"],
          ["é", "ü\r\n--"],
        ]),
      });
    }
  });

  it("takes a control where no file was chosen for a field", () => {
    const none = '--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n';
    const { name, fields } = read(`${none}${field("rows", "1,2")}--b--`, 7);
    expect([name, fields.get("rows")]).toEqual([undefined, "1,2"]);
  });

  it.each([
    ["two files", `${head}\r\n1\r\n${head}\r\n2\r\n--b--`],
    ["a field twice", `${field("a", "1")}${field("a", "2")}--b--`],
    ["fields that are too long", `${field("a", "x".repeat(2000))}--b--`],
    [
      "too many fields",
      `${Array.from({ length: 20 }, (_, i) => field(`a${i}`, "")).join("")}--b--`,
    ],
    [
      "a field that is no UTF-8",
      '--b\r\nContent-Disposition: form-data; name="a\xff"\r\n\r\n1\r\n--b',
    ],
    ["no end", `${field("a", "1")}${field("b", "2").slice(0, -3)}`],
  ])("refuses %s", (_name, body) => {
    for (const size of [1, 50, 5000]) expect(() => read(body, size)).toThrow(MultipartError);
  });
});
