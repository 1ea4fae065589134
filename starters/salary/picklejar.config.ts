// What the model cannot know by itself: words, units, ranges. Everything here is optional.
import { defineConfig } from "picklejar";

export default defineConfig({
  title: "Salaries",
  fields: {
    experience: { label: "Experience", unit: "years", min: 0, max: 60 },
    test_score: { label: "Test score", min: 0, max: 10 },
    interview_score: { label: "Interview score", min: 0, max: 10 },
  },
  answer: { label: "Salary", unit: "$", decimals: 2, text: "A fair salary is $ {answer:,.2f}." },
  log: false, // true keeps what was asked and answered in predictions.jsonl
});
