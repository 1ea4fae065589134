// Asks after a job that is not over yet, and shows what it hears. The rest of the page is the server's: when the job is
// over, the page is fetched again.

import { progressWords } from "../../batch/batch-words.ts";

interface JobAnswer {
  readonly status: string;
  readonly progress: {
    readonly rows: number;
    readonly rowsTotal: number | null;
    readonly rowsTotalIsEstimated: boolean;
    readonly rowsPerSecond: number;
    readonly secondsLeft: number | null;
  };
}

// How often a job is asked after, milliseconds; less often where the server does not answer.
const everyMs = 400;
const slowMs = 4000;

// Screen readers are told less often than the eye, milliseconds.
const saidMs = 5000;

export function startProgress(): void {
  const main = document.querySelector<HTMLElement>("main");
  const status = main?.dataset["status"] ?? "";
  if (status !== "waiting" && status !== "running") return;
  let shown = status;
  let saidAt = Number.NEGATIVE_INFINITY;
  const ask = async (): Promise<void> => {
    let wait = everyMs;
    try {
      const response = await fetch(location.pathname, { headers: { accept: "application/json" } });
      if (!response.ok) {
        // It was deleted elsewhere: the server's own page says so.
        if (response.status === 404) return location.reload();
        throw new Error("It is not there.");
      }
      const { status: now, progress } = (await response.json()) as JobAnswer;
      if (now !== shown || (now !== "waiting" && now !== "running")) {
        shown = now;
        if (now !== "running") return location.reload();
        const title = document.querySelector("#progress-title");
        if (title !== null) title.textContent = "Scoring";
      }
      show(progress, performance.now() - saidAt > saidMs);
      if (performance.now() - saidAt > saidMs) saidAt = performance.now();
    } catch {
      wait = slowMs;
    }
    setTimeout(() => void ask(), wait);
  };
  void ask();
}

function show(progress: JobAnswer["progress"], isSaid: boolean): void {
  const { rows, rowsTotal } = progress;
  const bar = document.querySelector<HTMLProgressElement>("progress");
  if (bar !== null && rowsTotal !== null) bar.value = Math.min(rows / Math.max(rowsTotal, 1), 1);
  const text = document.querySelector<HTMLElement>("#progress");
  if (text === null || rows === 0) return;
  text.setAttribute("aria-live", isSaid ? "polite" : "off");
  text.textContent = progressWords({ ...progress, isEstimated: progress.rowsTotalIsEstimated });
}
