import assert from "node:assert/strict";
import { after, test } from "node:test";
import { app } from "../app.ts";

after(() => app.close());

test("the model answers as scikit-learn does", async () => {
  const record = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
  const [answer] = await app.model.predict([record]);
  assert.equal(answer?.prediction, "setosa");
  // To a thousandth: model.ts looks a little longer for the best fit than scikit-learn's solver does.
  assert.ok(Math.abs((answer?.probabilities?.[0]?.probability ?? 0) - 0.984703167) < 1e-3);
});

test("the page shows the answer", async () => {
  const url = "/predict?sepal_length=5.1&sepal_width=3.5&petal_length=1.4&petal_width=0.2";
  const page = await app.fastify.inject({ url, headers: { accept: "text/html" } });
  assert.match(page.body, /This is Iris setosa \(98%\)\./);
  assert.match(page.body, /98\.5 %/);
});

test("own routes answer", async () => {
  assert.equal((await app.fastify.inject("/hi")).body, "Hello world");
  assert.match((await app.fastify.inject("/hi/Ann")).body, /Hi Ann/);
});
