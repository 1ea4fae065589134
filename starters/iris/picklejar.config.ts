// What the model cannot know by itself: words, units, ranges. Everything here is optional.
import { defineConfig } from "picklejar";

export default defineConfig({
  title: "Irises",
  fields: {
    sepal_length: { unit: "cm", min: 0 },
    sepal_width: { unit: "cm", min: 0 },
    petal_length: { unit: "cm", min: 0 },
    petal_width: { unit: "cm", min: 0 },
  },
  answer: {
    label: "Species",
    text: "This is {answer} ({probability:.0%}).",
    labels: { setosa: "Iris setosa", versicolor: "Iris versicolor", virginica: "Iris virginica" },
  },
  log: false, // true keeps what was asked and answered in predictions.jsonl
});
