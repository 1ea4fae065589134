import { describe, expect, it } from "vitest";
import { createServer } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { salaryModel } from "./fake-models.ts";

describe("listen", () => {
  it("gives the address that answers, on this machine only", async () => {
    const app = createServer(salaryModel());
    const { host, port, url } = await listen(app, { port: 0 });
    expect([host, url]).toEqual(["127.0.0.1", `http://127.0.0.1:${port}`]);
    const response = await fetch(`${url}/health/live`);
    expect(response.status).toBe(200);
    await response.text();
    app.drain.endGrace();
    await app.close();
  });

  it("takes the next port where this is allowed, and says so where it is not", async () => {
    const first = createServer(salaryModel());
    const { port } = await listen(first, { port: 0 });
    const second = createServer(salaryModel());
    await expect(listen(second, { port })).rejects.toMatchObject({
      code: "PORT_BUSY",
      details: { port },
    });
    const next = await listen(second, { port, orNext: true });
    expect(next.port).toBeGreaterThan(port);
    await Promise.all([first.close(), second.close()]);
  });

  it("explains an address that cannot be had", async () => {
    const app = createServer(salaryModel());
    const attempt = listen(app, { port: 0, host: "203.0.113.1" });
    await expect(attempt).rejects.toMatchObject({ code: "USAGE" });
    await app.close();
  });
});
