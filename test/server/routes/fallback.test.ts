import { afterAll, describe, expect, it } from "vitest";
import { createServer } from "../../../src/server/app.ts";
import { salaryModel } from "../fake-models.ts";

const app = createServer(salaryModel());
afterAll(() => app.close());

const html = { accept: "text/html" };

describe("a path that is not there", () => {
  it("is a problem document for programs and a page for people", async () => {
    const problem = await app.inject("/docs/x?y=1");
    expect([problem.statusCode, problem.json().code]).toEqual([404, "NOT_FOUND"]);
    expect(problem.json().detail).toBe("There is nothing at /docs/x.");
    const page = await app.inject({ url: "/docs/x", headers: html });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('href="../"');
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it.each([
    "/.env",
    "/model.pkl",
    "/../../etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//evil.example/",
    "/static/app.py",
    "/assets/theme.css",
    `/${"a/".repeat(2000)}`,
    "/<script>alert(1)</script>",
    "/predict/x",
    "/Predict",
  ])("is 404 for %.40s", async (url) => {
    for (const headers of [html, {}]) {
      const response = await app.inject({ url, headers });
      expect(response.statusCode).toBe(404);
      expect(response.body).not.toContain("<script>");
    }
  });

  it("leads to what was probably meant, and tells the command that lists everything", async () => {
    const headers = { ...html, host: "example.org" };
    const page = await app.inject({ url: "/predct", headers });
    expect(page.body).toContain('Did you mean <a href="./predict">/predict</a>?');
    expect(page.body).toContain("curl http://example.org/docs.txt");
    const deep = await app.inject({ url: "/a/b/c", headers });
    expect(deep.body).not.toContain("Did you mean");
  });

  it("is 400 where the address is malformed", async () => {
    for (const url of ["/%zz", "/%", "/predict%ff"]) {
      const response = await app.inject({ url });
      expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
      expect((await app.inject({ url, headers: html })).body).toContain("<h1>Bad Request</h1>");
    }
  });

  it("is 414 where the address is too long", async () => {
    const response = await app.inject(`/predict?experience=${"1".repeat(9000)}`);
    expect([response.statusCode, response.json().code]).toEqual([414, "URL_TOO_LONG"]);
  });
});

describe("a method that a path does not answer", () => {
  it.each([
    ["DELETE", "/"],
    ["PUT", "/predict"],
    ["GET", "/predict_api"],
    ["PATCH", "/predict/"],
    ["POST", "/health/ready"],
    ["TRACE", "/"],
    ["PROPFIND", "/predict"],
    ["QUERY", "/predict"],
    ["PUT", "/jobs/abc"],
    ["POST", "/jobs/abc/answers"],
  ])("is 405 for %s %s", async (method, url) => {
    const payload = method === "QUERY" ? "{}" : undefined;
    const response = await app.inject({
      method: method as "PUT",
      url,
      headers: payload ? { "content-type": "application/json" } : {},
      ...(payload !== undefined && { payload }),
    });
    expect([response.statusCode, response.json().code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
    const allowed = String(response.headers["allow"]).split(", ");
    expect(allowed).toContain("OPTIONS");
    expect(allowed).not.toContain(method);
  });

  it("says in Allow exactly what works", async () => {
    const response = await app.inject({ method: "PUT", url: "/predict" });
    expect(response.headers["allow"]).toBe("GET, HEAD, OPTIONS, POST");
    const api = await app.inject({ method: "OPTIONS", url: "/predict_api" });
    expect([api.statusCode, api.headers["allow"]]).toEqual([204, "OPTIONS, POST"]);
    const job = await app.inject({ method: "PATCH", url: "/jobs/abc" });
    expect(job.headers["allow"]).toBe("DELETE, GET, HEAD, OPTIONS");
    expect((await app.inject({ method: "PUT", url: "/jobs//answers" })).statusCode).toBe(404);
    const unknown = await app.inject({ method: "OPTIONS", url: "/nothing" });
    expect(unknown.statusCode).toBe(404);
  });

  it("grants no other site anything", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const preflight = await app.inject({ method: "OPTIONS", url: "/predict", headers });
    const answer = await app.inject({ url: "/predict?experience=1", headers });
    for (const response of [preflight, answer]) {
      expect(Object.keys(response.headers).join()).not.toContain("access-control");
    }
  });
});

describe("a trailing slash", () => {
  it("is the same path", async () => {
    const response = await app.inject("/predict/?experience=2&test_score=9&interview_score=6");
    expect(response.statusCode).toBe(200);
  });
});
