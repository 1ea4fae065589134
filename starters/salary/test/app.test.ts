import assert from "node:assert/strict";
import { after, test } from "node:test";
import { app } from "../app.ts";

after(() => app.close());

test("the model answers as scikit-learn does", async () => {
  const record = { experience: 2, test_score: 9, interview_score: 6 };
  const [answer] = await app.model.predict([record]);
  assert.ok(Math.abs(Number(answer?.prediction) - 53290.89255944764) < 1e-6);
});

test("the page shows the answer, and what is wrong", async () => {
  const html = { accept: "text/html" };
  const page = await app.fastify.inject({ url: "/", headers: html });
  assert.match(page.body, /What is this job worth\?/);
  const url = "/predict?experience=2&test_score=9&interview_score=6";
  const answered = await app.fastify.inject({ url, headers: html });
  assert.match(answered.body, /A fair salary is \$ 53,290\.89\./);
  const wrong = await app.fastify.inject({ url: url.replace("=2", "=two"), headers: html });
  assert.equal(wrong.statusCode, 400);
});

test("own routes answer", async () => {
  assert.equal((await app.fastify.inject("/hi")).body, "Hello world");
  assert.match((await app.fastify.inject("/hi/Ann")).body, /Hi Ann/);
});
