// The page of a job in the browser: it asks how far the job is, and shows what came of it when it is over.

import { startProgress } from "./job/progress.ts";
import { startPage } from "./shell/start.ts";

startPage(startProgress);
