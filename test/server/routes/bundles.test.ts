import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { listBundles } from "../../../src/pages/bundles.ts";
import { createServer } from "../../../src/server/app.ts";
import { salaryModel } from "../fake-models.ts";

const app = createServer(salaryModel());
const { file, integrity } = listBundles().get("home") ?? { file: "", integrity: "" };

describe("GET /_picklejar/FILE", () => {
  it("gives the program that the page's loader names, to be kept for good", async () => {
    const { body: page } = await app.inject({ url: "/", headers: { accept: "text/html" } });
    expect(page).toContain(integrity);
    expect(page).toContain(`_picklejar/${file}`);
    const { statusCode, headers, body } = await app.inject(`/_picklejar/${file}`);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      vary: "accept-encoding",
    });
    expect(`sha256-${createHash("sha256").update(body).digest("base64")}`).toBe(integrity);
  });

  it.each([
    ["gzip, br", true],
    ["br;q=1.0, gzip;q=0.5", true],
    ["identity", false],
    ["gzip;q=0", false],
    ["br, gzip; q=0.0", false],
  ])("packs it for who accepts %s: %s", async (accept, isPacked) => {
    const url = `/_picklejar/${file}`;
    const { headers, rawPayload } = await app.inject({
      url,
      headers: { "accept-encoding": accept },
    });
    expect(headers["content-encoding"]).toBe(isPacked ? "gzip" : undefined);
    const bytes = isPacked ? gunzipSync(rawPayload) : rawPayload;
    expect(`sha256-${createHash("sha256").update(bytes).digest("base64")}`).toBe(integrity);
  });

  it.each(["bundles.json", "..%2f..%2fpackage.json", "__proto__", "shell.js", ""])(
    "knows no %j",
    async (name) => {
      expect((await app.inject(`/_picklejar/${name}`)).statusCode).toBe(404);
    },
  );
});
