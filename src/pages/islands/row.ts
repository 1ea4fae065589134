// The program of the home page of a model with so many inputs that a row is pasted, dropped or drawn from a picture.

import { splitRow } from "../pasted-row.ts";
import { startRow } from "./home/row.ts";
import { homeParts, startHome } from "./home/start.tsx";
import { startPage } from "./shell/start.ts";

startPage(() => {
  const parts = homeParts();
  if (parts === null) return;
  const data = { ...parts.data, split: splitRow };
  startHome({ ...parts, data }, startRow(data));
});
