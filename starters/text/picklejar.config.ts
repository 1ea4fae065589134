// What the model cannot know by itself: words, examples. Everything here is optional.
import { defineConfig } from "picklejar";

export default defineConfig({
  title: "Messages",
  fields: [{ name: "text", label: "Message", example: "My parcel has not arrived yet" }],
  answer: { label: "Desk", text: "For the {answer} desk ({probability:.0%})." },
  log: false, // true keeps what was asked and answered in predictions.jsonl
});
