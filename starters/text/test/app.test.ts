import assert from "node:assert/strict";
import { after, test } from "node:test";
import { app } from "../app.ts";

after(() => app.close());

test("the model answers as scikit-learn does", async () => {
  const [answer] = await app.model.predict([{ text: "You charged me twice this month" }]);
  assert.equal(answer?.prediction, "billing");
  // To two thousandths: model.ts looks a little longer for the best fit than scikit-learn's solver does.
  assert.ok(Math.abs((answer?.probabilities?.[0]?.probability ?? 0) - 0.88495928) < 2e-3);
});

test("the page shows the answer", async () => {
  const url = "/predict?text=My+parcel+has+not+arrived+yet";
  const page = await app.fastify.inject({ url, headers: { accept: "text/html" } });
  assert.match(page.body, /For the delivery desk \(92%\)\./);
});

test("own routes answer", async () => {
  assert.equal((await app.fastify.inject("/hi")).body, "Hello world");
  assert.match((await app.fastify.inject("/hi/Ann")).body, /Hi Ann/);
});
