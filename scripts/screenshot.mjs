// Takes README's picture: the salary example's page with its answer. `npm run build` first.

import { join } from "node:path";
import { chromium } from "playwright-core";
import { createApp } from "../dist/server/index.js";
import { root } from "./setup.mjs";

const app = await createApp({ model: join(root, "examples/salary/model.pkl") });
const { url } = await app.listen({ port: 5000 });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(url);
const values = { Experience: "2", "Test score": "9", "Interview score": "6" };
for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
await page.getByRole("button", { name: "Predict" }).click();
await page.getByText("exactly").waitFor();
await page.screenshot({ path: join(root, "docs/images/salary.png") });
await browser.close();
await app.close();
