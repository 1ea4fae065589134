import { gunzipSync } from "node:zlib";
import type { InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { fakeModel, mixedModel, salaryModel, textModel, wideModel } from "../fake-models.ts";

import { withoutLoader } from "../loader.ts";

const urlencoded = "application/x-www-form-urlencoded";
const browser = "text/html,application/xhtml+xml,*/*;q=0.8";

async function ask(options: InjectOptions, model: Model = salaryModel()) {
  const app = createServer(model);
  const headers = { accept: browser, host: "models.example:8080", ...options.headers };
  const response = await app.inject({ ...options, headers });
  await app.close();
  return response;
}

function submit(values: Record<string, string>, model?: Model) {
  const payload = String(new URLSearchParams(values));
  return ask({ method: "POST", url: "/", headers: { "content-type": urlencoded }, payload }, model);
}

describe("GET /", () => {
  it("shows the form, whoever asks", async () => {
    for (const accept of [browser, "*/*", "application/json"]) {
      const response = await ask({ url: "/", headers: { accept } });
      expect(response.statusCode).toBe(200);
      expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(response.body).toContain('name="test_score"');
    }
  });

  it("sends the headers that keep a page to itself", async () => {
    const { headers, body } = await ask({ url: "/" });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
      vary: "accept",
    });
    expect(withoutLoader(body)).not.toMatch(/<script|\sstyle=|\son\w+=/);
    const addresses = body.match(/https?:\/\/[\w.]+/g) ?? [];
    expect([...new Set(addresses)]).toEqual(["http://www.w3.org", "http://models.example"]);
  });

  it("packs a large page for whoever takes that", async () => {
    const model = wideModel(100);
    const get = (encoding: string) =>
      ask({ url: "/", headers: { "accept-encoding": encoding } }, model);
    const [plain, packed] = [await get("br"), await get("gzip, br")];
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(packed.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-type": "text/html; charset=utf-8",
      vary: "accept, accept-encoding",
    });
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(plain.rawPayload.length).toBeGreaterThan(20_000);
    expect(packed.rawPayload.length).toBeLessThan(20_000);
    const small = await ask({ url: "/", headers: { "accept-encoding": "gzip" } });
    expect(small.headers["content-encoding"]).toBeUndefined();
  });

  it("stays within its size", async () => {
    const { body } = await ask({ url: "/?experience=2&test_score=9&interview_score=6" });
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    const styles = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? "";
    expect(styles.length).toBeLessThan(6000);
    expect(styles.length).toBeGreaterThan(1000);
  });

  it("answers a link that holds values", async () => {
    const { statusCode, body } = await ask({
      url: "/?experience=2&test_score=9&interview_score=6",
    });
    expect(statusCode).toBe(200);
    expect(body).toContain("53,290.89");
    expect(body).toContain('value="9"');
    expect(body).toContain("53290.89304765718");
    expect(body).toContain("http://models.example:8080/predict");
  });

  it("passes over parameters that links gather on their way", async () => {
    const { statusCode, body } = await ask({ url: "/?utm_source=mail" });
    expect([statusCode, body.includes('role="alert"')]).toEqual([200, false]);
  });
});

describe("POST /", () => {
  it("answers on the page and keeps the values", async () => {
    const { statusCode, body } = await submit({
      experience: "2",
      test_score: "9",
      interview_score: "6",
    });
    expect(statusCode).toBe(200);
    expect(body).toMatch(/role="status" id="answer-body">.*53,290\.89/s);
    expect(body).toContain('value="2"');
  });

  it("answers with JSON who asks for it", async () => {
    const response = await ask({
      method: "POST",
      url: "/",
      headers: { accept: "application/json", "content-type": "application/json" },
      payload: "[2,9,6]",
    });
    expect(response.json().prediction).toBeCloseTo(53290.89, 2);
  });

  it("puts a mistake beside its field, with status 400 and the values kept", async () => {
    const { statusCode, body } = await submit({
      experience: "abc",
      test_score: "9",
      interview_score: "",
    });
    expect(statusCode).toBe(400);
    expect(body).toContain("<title>Error: 2 values to correct");
    expect(body).toMatch(/role="alert"[^>]* autofocus/);
    expect(body).toContain('<a href="#f1">');
    expect(body).toMatch(/value="abc" id="f1"[^>]*aria-describedby="f1-hint f1-error"/);
    expect(body).toMatch(/id="f1-error">.*?abc/s);
    expect(body).toContain('id="f3-error"');
    expect(body).not.toContain('id="f2-error"');
    expect(body).toContain('value="9"');
  });

  it("says on the page what is wrong with the request itself", async () => {
    const response = await ask({
      method: "POST",
      url: "/",
      headers: { "content-type": "text/plain" },
      payload: "2,9,6",
    });
    expect(response.statusCode).toBe(415);
    expect(response.body).toContain("text/plain");
    expect(response.body).toContain('name="test_score"');
  });

  it("escapes whatever was sent, wherever it shows it", async () => {
    const attack = `"'><script>alert(1)</script>&lt;\u0000`;
    const values = Object.fromEntries(
      mixedModel().signature.inputs.map((field) => [field.name, attack]),
    );
    for (const [name, value] of [...Object.entries(values), [attack, attack]]) {
      const { body } = await submit({ ...values, [String(name)]: String(value) }, mixedModel());
      expect(withoutLoader(body)).not.toContain("<script");
      expect(body).not.toContain("'><");
    }
    const answered = await submit({ text: `prize ${attack}` }, textModel());
    expect(answered.statusCode).toBe(200);
    expect(withoutLoader(answered.body)).not.toContain("<script");
  });

  it("takes line ends as they were typed", async () => {
    let seen: unknown;
    const model = fakeModel({
      name: "m.pkl",
      summary: "X",
      kind: "texts",
      inputs: textModel().signature.inputs,
      answer: ([text]) => {
        seen = text;
        return { prediction: 1 };
      },
    });
    const { body } = await submit({ text: "\r\na\r\nb" }, model);
    expect(seen).toBe("\na\nb");
    expect(body).toContain(">\n\na\nb</textarea>");
  });

  it("sends names that browsers would change under others", async () => {
    const inputs = ["", "a\nb", "_charset_", "field-1"].map((name) => ({
      name,
      label: "Odd",
      kind: "number" as const,
      nullable: false,
      example: 1,
    }));
    const model = fakeModel({
      name: "m.pkl",
      summary: "X",
      inputs,
      answer: (row) => ({ prediction: row.join(" ") }),
    });
    const names = ["field-1-", "field-2", "field-3", "field-1"];
    const page = (await ask({ url: "/" }, model)).body;
    for (const name of names) expect(page).toContain(`name="${name}"`);
    const values = Object.fromEntries(names.map((name, i) => [name, String(i + 5)]));
    const { statusCode, body } = await submit(values, model);
    expect(statusCode).toBe(200);
    expect(body).toContain("5 6 7 8");
    expect(body).toContain('value="8"');
  });

  it("asks five thousand inputs in one box", async () => {
    const model = wideModel(5000);
    const page = await ask({ url: "/" }, model);
    expect(page.body).toContain('name="row"');
    expect(page.body.length).toBeLessThan(20_000);
    const row = Array(5000).fill("16").join(", ");
    const { statusCode, body } = await submit({ row }, model);
    expect(statusCode).toBe(200);
    expect(body).toContain(row);
    const wrong = await submit({ row: "1,2" }, model);
    expect([wrong.statusCode, wrong.body.includes('id="row-error"')]).toEqual([400, true]);
  });
});
