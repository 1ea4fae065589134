// The page for files in the browser: a file is looked at before it is sent, and its columns are matched with the model's.

import { startBatch } from "./batch/start.ts";
import { startPage } from "./shell/start.ts";

startPage(startBatch);
