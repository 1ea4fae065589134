import { describe, expect, it } from "vitest";
import { prefersHtml, prefersJson } from "../../src/server/negotiation.ts";

const chrome =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

describe("prefersHtml", () => {
  it.each([
    [chrome, true],
    ["text/html", true],
    ["TEXT/HTML ; Q=0.5, application/json;q=0.4", true],
    ["text/*", true],
    ["application/json;q=0, */*", true],
    [undefined, false],
    ["*/*", false],
    ["", false],
    ["application/json", false],
    ["application/json, text/plain, */*", false],
    ["text/html, application/json", false],
    ["text/html;q=0.1, */*", false],
    ["text/html;q=0", false],
    ["text/html;q=abc, application/problem+json", false],
    ["image/png", false],
  ])("answers %j with %j", (accept, expected) => {
    expect(prefersHtml(accept)).toBe(expected);
  });
});

describe("a long Accept header", () => {
  it("is read to its end", () => {
    expect(prefersHtml(`${"a/b,".repeat(4000)}text/html`)).toBe(true);
  });
});

describe("prefersJson", () => {
  it.each([
    ["application/json", true],
    ["application/problem+json", true],
    ["text/html;q=0.5, application/json", true],
    [undefined, false],
    ["*/*", false],
    [chrome, false],
    ["text/html, application/json", false],
  ])("answers %j with %j", (accept, expected) => {
    expect(prefersJson(accept)).toBe(expected);
  });
});
