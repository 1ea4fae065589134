// Trains the model again: npm run train. (model.py does the same in Python.)
import { join } from "node:path";
import { LogisticRegression, loadRecords, Pipeline, save, TfidfVectorizer } from "picklejar/train";

const here = import.meta.dirname;
const messages = await loadRecords(join(here, "data", "messages.csv"));
const texts = messages.map(({ text }) => String(text));
const desks = messages.map(({ desk }) => String(desk));

const model = new Pipeline([
  ["tfidfvectorizer", new TfidfVectorizer({ ngramRange: [1, 2] })],
  ["logisticregression", new LogisticRegression({ C: 20, maxIter: 1000 })],
]);
model.fit(texts, desks);

await save(model, join(here, "model.pkl"));
const asked = ["My parcel has not arrived yet", "You charged me twice this month"];
console.log(model.predict(asked), model.predictProba(asked));
