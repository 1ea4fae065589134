// The first thing a new user does: opens the example, fills in three numbers, reads the salary.

import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../src/server/index.ts";
import { inspectPage, openBrowser, screenshot, visit } from "./browser.ts";

let app: App;
let browser: Browser;
let url: string;

beforeAll(async () => {
  const model = join(import.meta.dirname, "../../examples/salary/model.pkl");
  app = await createApp({ model });
  ({ url } = await app.listen({ port: 0 }));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

describe("the salary example", () => {
  it.each([true, false])("answers 2, 9, 6 (JavaScript: %s)", async (javaScriptEnabled) => {
    const { page, complaints, outside, close } = await visit(browser, url, { javaScriptEnabled });
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    await page.getByLabel("Experience", { exact: true }).fill("2");
    await page.getByLabel("Test score", { exact: true }).fill("9");
    await page.getByLabel("Interview score", { exact: true }).fill("6");
    await page.getByRole("button", { name: "Predict" }).click();
    const status = page.getByRole("status");
    await status.locator(".value").waitFor();
    expect(await status.locator(".value").textContent()).toBe("53,290.89");
    expect(await status.locator(".value").getAttribute("title")).toMatch(/^53290\.8925594476/);
    expect(await page.getByLabel("Test score", { exact: true }).inputValue()).toBe("9");
    expect(await page.locator("pre").first().textContent()).toContain(`curl ${url}/predict`);

    const address = "**/?experience=2&test_score=9&interview_score=6";
    if (javaScriptEnabled) {
      await page.waitForURL(address);
      await page.reload();
    }
    await page.getByRole("link", { name: "Link to this answer" }).click();
    await page.waitForURL(address);
    expect(await page.locator(".value").textContent()).toBe("53,290.89");
    expect([complaints, outside]).toEqual([[], []]);
    await close();
  });

  it.each([true, false])(
    "explains a bad value beside its field (JavaScript: %s)",
    async (javaScriptEnabled) => {
      const options = { javaScriptEnabled };
      const { page, complaints, outside, close } = await visit(browser, url, options, "400");
      await page.getByLabel("Experience", { exact: true }).fill("abc");
      await page.getByLabel("Test score", { exact: true }).fill("9");
      await page.getByRole("button", { name: "Predict" }).click();
      await page.locator("#errors:focus").waitFor();
      expect(await page.title()).toMatch(/^Error: 2 values to correct/);
      const experience = page.getByLabel("Experience", { exact: true });
      expect(await experience.inputValue()).toBe("abc");
      expect(await experience.getAttribute("aria-invalid")).toBe("true");
      expect(await page.locator("#f1-error").textContent()).toContain('"abc"');
      expect(await page.getByLabel("Test score", { exact: true }).inputValue()).toBe("9");
      expect(await page.getByRole("alert").getByRole("link").count()).toBe(2);
      expect([complaints, outside]).toEqual([[], []]);
      await close();
    },
  );

  it("moves the focus to the mistakes, and from there to their fields", async () => {
    const { page, close } = await visit(browser, url, {}, "400");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("#errors:focus").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("name")).toMatch(/score/);
    await close();
  });

  it("is done by keyboard alone", async () => {
    const { page, close } = await visit(browser, url);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("role")).toBe("switch");
    await page.keyboard.press("Tab");
    for (const value of ["2", "9", "6"]) {
      await page.keyboard.type(value);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator(".value", { hasText: "53,290.89" }).waitFor();
    await page.getByRole("button", { name: "Predict" }).focus();
    await page.keyboard.press("Control+Enter");
    const link = page.getByRole("link", { name: "Copy link" });
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Link copied" }).waitFor();
    await close();
  });

  it("fills in an example and clears it again", async () => {
    const { page, close } = await visit(browser, url);
    await page.getByRole("link", { name: "Fill in an example" }).click();
    await page.locator(".value").waitFor();
    expect(Number(await page.getByLabel("Experience", { exact: true }).inputValue())).not.toBeNaN();
    await page.getByRole("link", { name: "Clear" }).click();
    await page.waitForURL(`${url}/`);
    expect(await page.getByLabel("Experience", { exact: true }).inputValue()).toBe("");
    await close();
  });

  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`can be seen and touched at ${width} px, ${colorScheme}`, async () => {
        const options = { viewport: { width, height: 800 }, colorScheme };
        const name = `salary-${width}-${colorScheme}`;
        const { page, complaints, outside, close } = await visit(browser, url, options, "400");
        expect(await inspectPage(page)).toEqual([]);
        await screenshot(page, `${name}-empty`);
        await page.goto(`${url}/?experience=2&test_score=9&interview_score=6`);
        expect(await inspectPage(page)).toEqual([]);
        await screenshot(page, `${name}-answer`);
        await page.goto(`${url}/?experience=abc&test_score=99&interview_score=`);
        expect(await inspectPage(page)).toEqual([]);
        await screenshot(page, `${name}-error`);
        await page.goto(`${url}/nothing/here`);
        expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Not Found");
        expect(await inspectPage(page)).toEqual([]);
        await screenshot(page, `${name}-missing`);
        await page.getByRole("link", { name: "Go to the page" }).click();
        expect(page.url()).toBe(`${url}/`);
        expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
        expect(outside).toEqual([]);
        await close();
      });
    }
  }

  it("would be found out by the same inspection if it were unfit", async () => {
    const { page, close } = await visit(browser, url);
    // Away from our page, whose policy would refuse these styles.
    await page.goto("about:blank");
    await page.setContent(
      '<body style="background:#fff"><p style="color:#999">faint</p><input><p style="width:2000px">wide</p>',
    );
    const obstacles = (await inspectPage(page)).join("\n");
    for (const word of ["contrast 2.85", "without a label", "px high", "too wide"]) {
      expect(obstacles).toContain(word);
    }
    await close();
  });

  it("shows the answer beside the button on a phone", async () => {
    const viewport = { width: 390, height: 600 };
    const address = `${url}/?experience=2&test_score=9&interview_score=6`;
    const { page, close } = await visit(browser, address, { viewport });
    const peek = page.getByRole("link", { name: "Answer: 53,290.89" });
    expect(await peek.isVisible()).toBe(true);
    const box = await peek.boundingBox();
    expect((box?.y ?? 600) + (box?.height ?? 0)).toBeLessThanOrEqual(600);
    await close();
  });
});
