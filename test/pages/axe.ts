// axe-core on a page: what it knows of WCAG 2.2 A and AA, and of good practice.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly html: string }[];
}

/**
 * What axe-core finds wrong with a page as it stands, as lines such as `label: Form elements must have labels: #f1 …`.
 * It also runs where the page's own JavaScript is switched off for the visit's policy: it comes in from outside.
 */
export async function findViolations(page: Page): Promise<string[]> {
  // `evaluate` is no script of the page: its policy has no say in it.
  await page.evaluate(source);
  const violations = await page.evaluate<Finding[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(" ")}: ${html.slice(0, 160)}`),
  );
}
