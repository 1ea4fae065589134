import { describe, expect, it } from "vitest";
import { createServer } from "../../../src/server/app.ts";
import { salaryModel } from "../fake-models.ts";

describe("/health", () => {
  it("is live and ready", async () => {
    const app = createServer(salaryModel());
    const live = await app.inject("/health/live");
    expect([live.statusCode, live.json()]).toEqual([200, { status: "live" }]);
    const ready = await app.inject("/health/ready");
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({
      status: "ready",
      model: { name: "salary", version: "3f9a3f9a3f9a" },
    });
    expect(ready.headers["cache-control"]).toBe("no-store");
    await app.close();
  });
});
