import { describe, expect, it } from "vitest";
import { isOwnHost } from "../../../src/server/debug/own-host.ts";
import { addPageScript, widenPolicy } from "../../../src/server/debug/page-script.ts";

describe("addPageScript", () => {
  it("stands before the end of the body, or at the end of what has none", () => {
    expect(addPageScript("<body><p>x</p></BODY></html>", "s1")).toMatch(
      /^<body><p>x<\/p><script nonce="[^"]+" data-state="s1"[\s\S]*<\/script><\/BODY><\/html>$/,
    );
    expect(addPageScript("Hello", "s1")).toMatch(/^Hello<script/);
  });
});

describe("widenPolicy", () => {
  it("allows the script and its events, and nothing that was not allowed before", () => {
    expect(widenPolicy("default-src 'none'; img-src data:")).toMatch(
      /^default-src 'none'; img-src data:; script-src 'nonce-[^']+'; connect-src 'self'$/,
    );
    expect(widenPolicy("script-src 'self'; connect-src https://a.example")).toMatch(
      /^script-src 'self' 'nonce-[^']+'; connect-src https:\/\/a\.example 'self'$/,
    );
    expect(widenPolicy("img-src data:")).toBe("img-src data:");
  });

  it("does not forbid inline scripts where they are allowed, as a nonce would", () => {
    expect(widenPolicy("script-src 'self' 'unsafe-inline'")).toBe(
      "script-src 'self' 'unsafe-inline'",
    );
  });
});

describe("isOwnHost", () => {
  it("takes this machine's names and addresses, and no names of others", () => {
    for (const host of [
      "localhost:5000",
      "127.0.0.1",
      "[::1]:5000",
      "app.localhost",
      "10.0.0.7:1",
    ]) {
      expect([host, isOwnHost(host, "127.0.0.1")]).toEqual([host, true]);
    }
    expect(isOwnHost("evil.example:5000", "127.0.0.1")).toBe(false);
    expect(isOwnHost("dev.example:5000", "dev.example")).toBe(true);
    expect(isOwnHost(undefined, "127.0.0.1")).toBe(true);
  });
});
