import { describe, expect, it } from "vitest";
import { MultipartError, parseMultipart, partText } from "../../src/server/multipart.ts";

const limits = { parts: 5, headerBytes: 200 };

function parse(body: string, boundary = "b") {
  return parseMultipart(Buffer.from(body, "utf8"), boundary, limits).map((part) => ({
    name: part.name,
    filename: part.filename,
    type: part.type,
    text: partText(part),
  }));
}

function part(disposition: string, content: string, more = ""): string {
  return `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}\r\n`;
}

describe("parseMultipart", () => {
  it("reads fields and files in their order", async () => {
    const form = new FormData();
    form.append("größe", "a\r\nb");
    form.append("empty", "");
    form.append("file", new File(["x,y\r\n1,2\r\n"], 'my "rows".csv', { type: "text/csv" }));
    const request = new Request("http://localhost/", { method: "POST", body: form });
    const boundary = /boundary=(.*)/.exec(request.headers.get("content-type") ?? "")?.[1] ?? "";
    const body = Buffer.from(await request.arrayBuffer());
    const parts = parseMultipart(body, boundary, limits);
    expect(parts.map(({ name, filename, type }) => [name, filename, type])).toEqual([
      ["größe", null, ""],
      ["empty", null, ""],
      ["file", 'my "rows".csv', "text/csv"],
    ]);
    expect(parts.map(partText)).toEqual(["a\r\nb", "", "x,y\r\n1,2\r\n"]);
  });

  it("keeps bytes as they are, line ends and hyphens too", () => {
    const content = Buffer.from([0, 255, 13, 10, 45, 45, 13, 10, 13, 10, 45, 98]);
    const body = Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n'),
      content,
      Buffer.from("\r\n--b--\r\n"),
    ]);
    expect(parseMultipart(body, "b", limits)[0]?.bytes).toEqual(content);
  });

  it("takes names as browsers and curl write them", () => {
    const names = [
      'name="a%22b%0D%0Ac"',
      'name="a\\"b"',
      "name=plain",
      'name="back\\slash"',
      'NAME="x"',
    ];
    expect(names.flatMap((name) => parse(`${part(name, "1")}--b--`).map((p) => p.name))).toEqual([
      'a"b\r\nc',
      'a"b',
      "plain",
      "back\\slash",
      "x",
    ]);
  });

  it("passes over what stands before the first boundary and behind the last", () => {
    expect(parse(`preamble\r\n${part('name="a"', "1")}--b--\r\nepilogue`)).toMatchObject([
      { name: "a", text: "1" },
    ]);
    expect(parse(`--b \t${part('name="a"', "1").slice(3)}--b--`)).toHaveLength(1);
    expect(parse("--b--")).toEqual([]);
  });

  it.each([
    ["no boundary in the body", "hello"],
    ["an empty body", ""],
    ["no last boundary", part('name="a"', "1")],
    ["a cut part", '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
    ["a part without headers", "--b\r\n--b--"],
    ["a part without a name", `${part('filename="x"', "1")}--b--`],
    [
      "a part of another kind",
      '--b\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n--b--',
    ],
    ["a part without a disposition", "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--"],
    [
      "two dispositions",
      `${part('name="a"', "1", 'Content-Disposition: form-data; name="b"\r\n')}--b--`,
    ],
    ["a header without a colon", `${part('name="a"', "1", "nonsense\r\n")}--b--`],
    [
      "headers that do not end",
      `--b\r\nContent-Disposition: form-data; name="${"x".repeat(300)}"\r\n\r\n1\r\n--b--`,
    ],
    ["base64", `${part('name="a"', "MQ==", "Content-Transfer-Encoding: base64\r\n")}--b--`],
    ["too many parts", `${part('name="a"', "1").repeat(6)}--b--`],
    ["text behind a boundary", `--bx\r\n${part('name="a"', "1")}--b--`],
  ])("refuses %s", (_, body) => {
    expect(() => parse(body)).toThrow(MultipartError);
  });

  it("refuses boundaries that are none", () => {
    for (const boundary of ["", "x".repeat(71), "a b ", "ü", "a\nb", 'a"b']) {
      expect(() => parse("--a--", boundary)).toThrow(MultipartError);
    }
  });

  it("refuses text that is not UTF-8", () => {
    const body = Buffer.from(`${part('name="a"', "\xff")}--b--`, "latin1");
    const [field] = parseMultipart(body, "b", limits);
    expect(() => field && partText(field)).toThrow(MultipartError);
    const named = Buffer.from(`${part('name="\xff"', "1")}--b--`, "latin1");
    expect(() => parseMultipart(named, "b", limits)).toThrow(MultipartError);
  });

  it("never fails in another way, whatever the bytes", () => {
    let seed = 3;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    const pieces = [
      "--b",
      "--",
      "\r\n",
      "\r",
      "\n",
      "Content-Disposition: form-data",
      "; name=",
      '"a"',
      ":",
      "x",
      "\0",
    ];
    for (let round = 0; round < 3000; round++) {
      const body = Array.from({ length: random(20) }, () => pieces[random(pieces.length)]).join("");
      try {
        parse(body);
      } catch (error) {
        expect(error, JSON.stringify(body)).toBeInstanceOf(MultipartError);
      }
    }
  });
});
