// Trains the model again: npm run train. (model.py does the same in Python.)
import { join } from "node:path";
import { LogisticRegression, loadRecords, Pipeline, StandardScaler, save } from "picklejar/train";

const here = import.meta.dirname;
const flowers = await loadRecords(join(here, "data", "iris.csv"));
const features = flowers.map(({ species, ...measures }) => measures);
const labels = flowers.map(({ species }) => String(species));

const model = new Pipeline([
  ["standardscaler", new StandardScaler()],
  ["logisticregression", new LogisticRegression({ maxIter: 1000 })],
]);
model.fit(features, labels);

await save(model, join(here, "model.pkl"));
const asked = [{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }];
console.log(model.predict(asked), model.predictProba(asked));
