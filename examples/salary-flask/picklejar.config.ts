// The wording that app.py has in its last line but one.
import { defineConfig } from "picklejar";

export default defineConfig({
  answer: { decimals: 2, text: "Employee salary should be $ {answer}" },
  log: false,
});
