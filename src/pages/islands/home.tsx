// The program of the home page: controls for fingers and mice, answers without reloading, what was asked before.

import { startFields } from "./home/fields.ts";
import { homeParts, startHome } from "./home/start.tsx";
import { startPage } from "./shell/start.ts";

startPage(() => {
  const parts = homeParts();
  if (parts !== null) startHome(parts, startFields(parts.data));
});
