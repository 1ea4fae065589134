// The monitor in the browser: the page renews itself every ten seconds until it is told to pause, and a line across
// both charts tells the numbers beneath the pointer.

import { startCrosshair } from "./monitor/crosshair.ts";
import { startRefresh } from "./monitor/refresh.ts";
import { startPage } from "./shell/start.ts";

startPage(() => {
  const stopCrosshair = startCrosshair();
  startRefresh(stopCrosshair);
});
