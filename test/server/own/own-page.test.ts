import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type App, type AppOptions, createApp, render } from "../../../src/server/index.ts";
import { bindForm } from "../../../src/server/own/form-binding.ts";
import { predictionForm, readForms } from "../../../src/templates/form-fields.ts";
import { salaryModel } from "../fake-models.ts";

const index = `<form action="{{ url_for('predict') }}" method="post">
<input name="experience" value="{{ request.form.get('experience', '') }}"></form>
<link href="{{ url_for('static', filename='css/style.css') }}"><a href="{{ url_for('hi') }}">hi</a>
<p>{{ prediction_text }}</p>`;

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "picklejar-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, name, ".."), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

async function appOf(
  files: Readonly<Record<string, string>> = {},
  config: NonNullable<AppOptions["config"]> = {},
): Promise<{ app: App; root: string }> {
  const root = await folder({
    "templates/index.html": index,
    "static/css/style.css": "p { color: red }",
    ...files,
  });
  const app = await createApp({
    model: join(import.meta.dirname, "../../../examples/salary/model.pkl"),
    templates: join(root, "templates"),
    static: join(root, "static"),
    config,
  });
  app.route("/hi", function hi() {
    return "Hello world";
  });
  return { app, root };
}

const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const form = { ...html, "content-type": "application/x-www-form-urlencoded" };

describe("a project's own page", () => {
  it("stands at the root for GET and POST, with its addresses, and ours at /form", async () => {
    const { app } = await appOf();
    for (const method of ["GET", "POST"] as const) {
      const page = await app.fastify.inject({ method, url: "/", headers: html });
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('action="/predict"');
      expect(page.body).toContain('href="/static/css/style.css"');
      expect(page.body).toContain('href="/hi"');
      expect(page.body).toContain("<p></p>");
      expect(page.headers["content-security-policy"]).toBeUndefined();
    }
    const ours = await app.fastify.inject({ url: "/form", headers: html });
    expect(ours.body).toContain("Use it from code");
    await app.close();
  });

  it("shows the answer of forms and query strings, and keeps what was typed", async () => {
    const { app } = await appOf({}, { answer: { text: "Salary: $ {answer}", decimals: 2 } });
    const values = "experience=2&test_score=9&interview_score=6";
    const posted = await app.fastify.inject({
      method: "POST",
      url: "/predict",
      headers: form,
      payload: values,
    });
    expect(posted.body).toContain("<p>Salary: $ 53290.89</p>");
    expect(posted.body).toContain('value="2"');
    const got = await app.fastify.inject({ url: `/predict?${values}`, headers: html });
    expect(got.body).toContain("<p>Salary: $ 53290.89</p>");
    const json = await app.fastify.inject({ url: `/predict?${values}` });
    expect(json.json().prediction).toBeCloseTo(53290.89255945, 6);
    await app.close();
  });

  it("answers a form that is sent to the page itself, and shows the page to every other POST", async () => {
    const { app } = await appOf();
    const post = async (payload: string): Promise<string> =>
      (await app.fastify.inject({ method: "POST", url: "/", headers: form, payload })).body;
    const salary = "experience=2&test_score=9&interview_score=6";
    expect(await post(salary)).toContain("<p>53290.8925594");
    expect(await post("a=2&b=9&c=6")).toContain("<p></p>");
    expect(await post("a=2")).toContain("<p></p>");
    expect(await post("")).toContain("<p></p>");
    await app.close();
  });

  it("says in the place of the answer what is wrong, with status 400", async () => {
    const { app } = await appOf();
    const payload = "experience=<b>&test_score=9&interview_score=6";
    const posted = await app.fastify.inject({
      method: "POST",
      url: "/predict",
      headers: form,
      payload,
    });
    expect(posted.statusCode).toBe(400);
    expect(posted.body).toMatch(/<p>Experience must be a number; got .*&lt;b&gt;/);
    await app.close();
  });

  it("knows what routes of the app's own render", async () => {
    const { app } = await appOf({ "templates/about.html": "<i>{{ name }} {{ request.path }}</i>" });
    app.route("/about/<name>", ({ params }) => render("about.html", { name: params.name }));
    app.route("/missing", () => render("missing.html"));
    expect((await app.fastify.inject("/about/<x>")).statusCode).toBe(200);
    expect((await app.fastify.inject("/about/%3Cx%3E")).body).toBe(
      "<i>&lt;x&gt; /about/%3Cx%3E</i>",
    );
    expect((await app.fastify.inject("/missing")).statusCode).toBe(500);
    await app.close();
  });
});

describe("static files", () => {
  it("are served with types, tags and ranges", async () => {
    const { app } = await appOf();
    const url = "/static/css/style.css";
    const file = await app.fastify.inject(url);
    expect([file.statusCode, file.headers["content-type"], file.body]).toEqual([
      200,
      "text/css; charset=utf-8",
      "p { color: red }",
    ]);
    const again = await app.fastify.inject({
      url,
      headers: { "if-none-match": String(file.headers["etag"]) },
    });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
    const part = await app.fastify.inject({ url, headers: { range: "bytes=0-2" } });
    expect([part.statusCode, part.body]).toEqual([206, "p {"]);
    const beyond = await app.fastify.inject({ url, headers: { range: "bytes=99-" } });
    expect(beyond.statusCode).toBe(416);
    const head = await app.fastify.inject({ method: "HEAD", url });
    expect([head.statusCode, head.body, head.headers["content-length"]]).toEqual([200, "", "16"]);
    expect((await app.fastify.inject({ method: "POST", url })).statusCode).toBe(405);
    await app.close();
  });

  it("never lead out of their folder, nor to what is hidden", async () => {
    const { app, root } = await appOf({
      "static/.env": "secret",
      "secret.txt": "secret",
      "static/.git/config": "secret",
    });
    await symlink(join(root, "secret.txt"), join(root, "static", "link.txt"));
    await symlink(root, join(root, "static", "up"));
    const paths = [
      "../secret.txt",
      "%2e%2e/secret.txt",
      "..%2fsecret.txt",
      ".env",
      "css/../.env",
      ".git/config",
      "link.txt",
      "up/secret.txt",
      "css",
      "css/",
      "",
      "x%00.css",
      "%ff",
      "..%5csecret.txt",
    ];
    for (const path of paths) {
      const answer = await app.fastify.inject(`/static/${path}`);
      expect([path, answer.statusCode >= 400, answer.body.includes("secret\n")]).toEqual([
        path,
        true,
        false,
      ]);
      expect(answer.body).not.toBe("secret");
    }
    for (const path of ["/static", "/static/", "/static/css/"]) {
      expect((await app.fastify.inject(path)).statusCode, path).toBe(404);
    }
    await app.close();
  });
});

describe("bindForm", () => {
  const signature = salaryModel().signature;
  const bound = (...pairs: [string, string][]): unknown => bindForm(pairs, signature);

  it("knows names that are written otherwise", () => {
    expect(bound(["Experience", "1"], ["testScore", "2"], ["interview-score", "3"])).toEqual([
      ["experience", "1"],
      ["test_score", "2"],
      ["interview_score", "3"],
    ]);
  });

  it("takes the order where no name is the model's, and leaves buttons and tokens out", () => {
    expect(
      bound(["csrf_token", "x"], ["a", "1"], ["b", "2"], ["c", "3"], ["submit", "Go"]),
    ).toEqual([
      ["experience", "1"],
      ["test_score", "2"],
      ["interview_score", "3"],
    ]);
  });

  it("takes what stands beside the fields of the page before their order", () => {
    const html = `<form action="/predict"><label for="a">Interview score</label><input id="a" name="a">
      <input name="b" placeholder="Experience"><label>Test score <input name="c"></label></form>`;
    const form = predictionForm(readForms(html));
    const sent: [string, string][] = [
      ["a", "3"],
      ["b", "1"],
      ["c", "2"],
    ];
    expect(bindForm(sent, signature, () => form)).toEqual([
      ["interview_score", "3"],
      ["experience", "1"],
      ["test_score", "2"],
    ]);
    expect(bindForm([["other", "1"], ...sent], signature, () => form)).toEqual([
      ["other", "1"],
      ...sent,
    ]);
  });

  it("never takes the order of names that are not the page's", () => {
    const names = ["experience", "test_score", "interview_score"];
    const form = predictionForm(
      readForms(`<form>${names.map((name) => `<input name="${name}">`).join("")}</form>`),
    );
    const sent: [string, string][] = [
      ["interview", "6"],
      ["test", "9"],
      ["exp", "2"],
    ];
    expect(bindForm(sent, signature, () => form)).toEqual(sent);
  });

  it("says so where the page's fields cannot be told apart", () => {
    const form = predictionForm(readForms('<form><input name="x"><input name="y"></form>'));
    const sent: [string, string][] = [["x", "1"]];
    expect(() => bindForm(sent, signature, () => form)).toThrow(
      expect.objectContaining({ code: "FORM_MISMATCH" }),
    );
  });

  it("leaves what is not plain to the model", () => {
    expect(bound(["a", "1"], ["b", "2"])).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
    expect(bound(["experience", "1"], ["b", "2"], ["c", "3"])).toEqual([
      ["experience", "1"],
      ["b", "2"],
      ["c", "3"],
    ]);
  });
});
