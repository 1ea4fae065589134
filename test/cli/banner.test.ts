import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { describeModel, type Ready, readyLine, renderBanner } from "../../src/cli/banner.ts";

/** No terminal, so that nothing is coloured. */
const stream = new PassThrough() as unknown as NodeJS.WriteStream;

const number = { kind: "number", nullable: false, example: 0 } as const;

const ready: Ready = {
  version: "1.2.3",
  readyMs: 212,
  host: "127.0.0.1",
  port: 5000,
  busyPort: null,
  model: {
    name: "iris.pkl",
    sha256: "0123456789abcdef".repeat(4),
    summary: "RandomForestClassifier",
    writtenBy: "1.5.2",
    signature: {
      inputs: [
        { ...number, name: "a", label: "A" },
        { ...number, name: "b", label: "B" },
      ],
      named: true,
      outputs: [{ name: "prediction", kind: "class", classes: ["x", "y", "z"] }],
      probabilities: true,
    },
  },
};

describe("renderBanner", () => {
  it("says what is served, where, and how long it took", () => {
    const lines = renderBanner(ready, stream).split("\n");
    expect(lines.map((line) => line.trim()).filter(Boolean)).toEqual([
      "PICKLEJAR v1.2.3  ready in 212 ms",
      "➜  Model    iris.pkl · RandomForestClassifier · 2 inputs → 3 classes · scikit-learn 1.5.2 · sha256 0123456789ab",
      "➜  Form     http://localhost:5000/",
      "➜  API      http://localhost:5000/predict",
      "➜  Network  use --host 0.0.0.0 to expose",
      "press h + enter for help",
    ]);
  });

  it("says that the port is another one than the usual, and why", () => {
    const banner = renderBanner({ ...ready, port: 5001, busyPort: 5000 }, stream);
    expect(banner).toContain("http://localhost:5001/predict");
    expect(banner).toContain("port 5000 is in use");
  });

  it("names the pages that there are, and the form where a project's own page stands at the root", () => {
    const banner = renderBanner({ ...ready, own: true, pages: ["/docs", "/monitor"] }, stream);
    expect(banner).toMatch(/Page +http:\/\/localhost:5000\/ · the project's own/);
    expect(banner).toMatch(/Form +http:\/\/localhost:5000\/form\n/);
    expect(banner).toMatch(
      /API +http:\/\/localhost:5000\/predict {3}docs \/docs {3}monitor \/monitor\n/,
    );
    expect(renderBanner(ready, stream)).not.toContain("/docs");
  });

  it("names code that was run, with a config or without", () => {
    const code = ["picklejar.config.ts", "app.ts"];
    const row = /Code +picklejar\.config\.ts, app\.ts · the project's own code/;
    expect(renderBanner({ ...ready, code, config: "picklejar.config.ts" }, stream)).toMatch(row);
    expect(renderBanner({ ...ready, code: ["app.ts"] }, stream)).toMatch(/Code +app\.ts/);
    const data = { ...ready, config: "picklejar.config.json" };
    expect(renderBanner(data, stream)).toMatch(/Config +picklejar\.config\.json · read as data/);
  });

  it("offers keys only where they are listened to", () => {
    expect(renderBanner(ready, stream, false)).not.toContain("h + enter");
  });

  it("fits a narrow terminal, whatever its letters are", () => {
    const narrow = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
    const banner = renderBanner(ready, narrow as unknown as NodeJS.WriteStream);
    const lines = stripVTControlCharacters(banner).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("shows addresses of the network only where it listens on them", () => {
    const banner = renderBanner({ ...ready, host: "0.0.0.0" }, stream);
    expect(banner).not.toContain("to expose");
    expect(banner).not.toContain("0.0.0.0");
  });
});

describe("readyLine", () => {
  it("tells programs the same, in one line of JSON", () => {
    const line = readyLine(ready);
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({
      event: "ready",
      picklejar: "1.2.3",
      ms: 212,
      host: "127.0.0.1",
      port: 5000,
      url: "http://127.0.0.1:5000/",
      model: {
        name: "iris.pkl",
        summary: "RandomForestClassifier",
        sha256: ready.model.sha256,
      },
    });
  });

  it("names several models, as the banner does", () => {
    const models = new Map([
      ["iris", ready.model],
      ["rose", { ...ready.model, summary: "SVC" }],
    ]);
    const { sha256 } = ready.model;
    expect(JSON.parse(readyLine({ ...ready, models }))).toMatchObject({
      models: [
        { name: "iris", summary: "RandomForestClassifier", sha256 },
        { name: "rose", summary: "SVC", sha256 },
      ],
    });
    const banner = renderBanner({ ...ready, models }, stream);
    expect(banner.match(/Model /g)).toHaveLength(2);
    expect(banner).toContain("http://localhost:5000/models/NAME/predict");
  });

  it("gives an address that can be asked, whatever it listens on", () => {
    const urls = ["0.0.0.0", "::", "::1", "192.0.2.7"].map(
      (host) => JSON.parse(readyLine({ ...ready, host })).url,
    );
    expect(urls).toEqual([
      "http://127.0.0.1:5000/",
      "http://127.0.0.1:5000/",
      "http://[::1]:5000/",
      "http://192.0.2.7:5000/",
    ]);
  });
});

describe("describeModel", () => {
  it("counts what goes in and comes out, and drives no terminal", () => {
    const { signature } = ready.model;
    const [first] = signature.inputs;
    const model = {
      ...ready.model,
      name: "\u001b[31mm.pkl",
      writtenBy: null,
      summary: "LinearRegression",
      signature: {
        ...signature,
        inputs: first === undefined ? [] : [first],
        outputs: [{ name: "prediction", kind: "number" }] as const,
      },
    };
    expect(describeModel(model)).toBe("\\u001b[31mm.pkl · LinearRegression · 1 input → 1 number");
  });
});
