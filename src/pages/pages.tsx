// The pages of one model, made ready when the server starts.

import { renderToString } from "preact-render-to-string";
import type { Model } from "../predict/prediction.ts";
import { BatchPage } from "./batch/batch.tsx";
import { JobPage } from "./batch/job.tsx";
import type { BatchFacts, JobFacts } from "./batch/job-facts.ts";
import { DocsPage } from "./docs.tsx";
import type { DocsFacts, Operation } from "./docs-facts.ts";
import { OperationPage } from "./docs-requests.tsx";
import { createShell, type PageName } from "./document.ts";
import { ExplorerPage } from "./explorer.tsx";
import type { ExplorerFiles } from "./explorer-files.ts";
import { type HomeState, homeRenderer } from "./home.tsx";
import { type Message, MessagePage } from "./message.tsx";
import type { MonitorFacts } from "./monitor/facts.ts";
import { MonitorPage, ThanksPage } from "./monitor/monitor.tsx";
import { count, type PageModel, pageModel } from "./page-model.ts";

export interface Pages {
  /** What the pages know about the model. */
  readonly page: PageModel;
  /** The content security policy of these pages. */
  readonly policy: string;
  renderHome(state: HomeState): string;
  /** @param home  as for renderMessage */
  renderDocs(facts: DocsFacts, home: string): string;
  /** The page of one request. @param home  as for renderMessage */
  renderOperation(operation: Operation, facts: DocsFacts, home: string): string;
  /** The API's explorer. @param home  as for renderMessage */
  renderExplorer(files: ExplorerFiles, home: string): string;
  /** The policy that the explorer needs beyond that of the other pages: a style sheet from this server. */
  readonly explorerPolicy: string;
  /** The page for files. @param home  as for renderMessage */
  renderBatch(facts: BatchFacts, home: string): string;
  /** The page of one job. @param home  as for renderMessage */
  renderJob(job: JobFacts, origin: string, home: string): string;
  /** What happened lately. @param home  as for renderMessage */
  renderMonitor(facts: MonitorFacts, home: string): string;
  /** Thanks for feedback. @param home  as for renderMessage */
  renderThanks(home: string): string;
  /** @param home  the address of the model's page, relative to the page asked for */
  renderMessage(message: Message, home: string): string;
}

/**
 * @param title  the page's heading; made from the file's name unless told
 * @param path   where the page is, below the root
 * @param without  pages that this server does not have, now
 */
export function createPages(
  model: Model,
  title?: string,
  path = "",
  without: () => readonly PageName[] = () => [],
): Pages {
  const page = pageModel(model, title, path);
  const shell = createShell(page, without);
  const renderMain = homeRenderer(page);
  return {
    page,
    policy: shell.policy,
    renderHome: (state) => shell.render(homeTitle(page, state), renderMain(state), "./", "predict"),
    renderDocs(facts, home) {
      const main = renderToString(<DocsPage page={page} facts={facts} home={home} />);
      return shell.render(`Docs · ${page.title}`, main, home, "docs");
    },
    renderOperation(operation, facts, home) {
      const parts = { operation, page, facts, home };
      const main = renderToString(<OperationPage {...parts} />);
      const title = `${operation.method} ${operation.path} · ${page.title}`;
      return shell.render(title, main, home, "docs");
    },
    renderExplorer(files, home) {
      const main = renderToString(<ExplorerPage page={page} files={files} home={home} />);
      return shell.render(`API · ${page.title}`, main, home, "explorer");
    },
    explorerPolicy: shell.policy.replace("style-src ", "style-src 'self' "),
    renderBatch(facts, home) {
      const main = renderToString(<BatchPage page={page} facts={facts} />);
      return shell.render(`Batch · ${page.title}`, main, home, "batch");
    },
    renderJob(job, origin, home) {
      const main = renderToString(<JobPage page={page} job={job} origin={origin} />);
      const isOpen = job.status === "waiting" || job.status === "running";
      return shell.render(`${jobTitle(job)} · ${page.title}`, main, home, "job", isOpen ? 2 : null);
    },
    renderMonitor(facts, home) {
      const main = renderToString(<MonitorPage page={page} facts={facts} home={home} />);
      return shell.render(`Monitor · ${page.title}`, main, home, "monitor");
    },
    renderThanks(home) {
      const main = renderToString(<ThanksPage home={home} />);
      return shell.render(`Thank you · ${page.title}`, main, home);
    },
    renderMessage(message, home) {
      const main = renderToString(<MessagePage message={message} home={home} />);
      return shell.render(`${message.title} · ${page.title}`, main, home);
    },
  };
}

function jobTitle({ file, status }: JobFacts): string {
  return `${file ?? "Pasted rows"}: ${status}`;
}

function homeTitle(page: PageModel, { problem }: HomeState): string {
  if (problem === null) return page.title;
  return `Error: ${count(problem.issues.length, "value")} to correct · ${page.title}`;
}
