// Trains the model again: npm run train. (model.py does the same in Python.)
import { join } from "node:path";
import { LinearRegression, loadRecords, save } from "picklejar/train";

const here = import.meta.dirname;
const hiring = await loadRecords(join(here, "data", "hiring.csv"));

const scores = hiring.flatMap(({ test_score }) => (test_score == null ? [] : [Number(test_score)]));
const meanScore = scores.reduce((sum, score) => sum + score, 0) / scores.length;
const features = hiring.map(({ experience, test_score, interview_score }) => ({
  experience: Number(experience),
  test_score: Number(test_score ?? meanScore),
  interview_score: Number(interview_score),
}));
const salaries = hiring.map(({ salary }) => Number(salary));
const model = new LinearRegression();
model.fit(features, salaries);

await save(model, join(here, "model.pkl"));
console.log(model.predict([{ experience: 2, test_score: 9, interview_score: 6 }]));
