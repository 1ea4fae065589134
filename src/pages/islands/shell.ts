// The program of pages without one of their own: the theme and the keys.

import { startPage } from "./shell/start.ts";

startPage();
