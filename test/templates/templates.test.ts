import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { PyFloat, PyTuple } from "../../src/objects/values.ts";
import { createTemplates, templateNames } from "../../src/templates/templates.ts";

let root = "";
let folder = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "templates-"));
  folder = join(root, "templates");
  mkdirSync(join(folder, "parts"), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, text: string | Uint8Array): void {
  writeFileSync(join(folder, name), text);
}

function failure(run: () => unknown): PicklejarError {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("templateNames", () => {
  it("lists the files of a folder and its sub-folders by name", () => {
    for (const name of ["index.html", "parts/b.html", "a.txt", ".hidden"]) write(name, "x");
    expect(templateNames(folder)).toEqual(["a.txt", "index.html", "parts/b.html"]);
    expect(templateNames(join(root, "nothing"))).toEqual([]);
  });
});

describe("createTemplates", () => {
  it("renders a template of the folder", () => {
    write("index.html", "Hi {{ name }}{% include 'parts/b.html' %}\n");
    write("parts/b.html", "!");
    expect(createTemplates({ folder }).render("index.html", { name: "<Ann>" })).toBe(
      "Hi &lt;Ann&gt;!",
    );
  });

  it("escapes by the file's name as Flask does", () => {
    const names = ["a.html", "a.htm", "a.xml", "a.xhtml", "a.svg", "a.txt", "a.HTML", "a"];
    for (const name of names) write(name, "{{ x }}");
    const templates = createTemplates({ folder });
    const shown = names.map((name) => templates.render(name, { x: "<" }));
    expect(shown).toEqual(["&lt;", "&lt;", "&lt;", "&lt;", "&lt;", "<", "<", "<"]);
  });

  it("sees a changed file at once, and included ones too", () => {
    write("index.html", "one {% include 'parts/b.html' %}");
    write("parts/b.html", "two");
    const templates = createTemplates({ folder });
    expect(templates.render("index.html")).toBe("one two");
    write("parts/b.html", "2");
    expect(templates.render("index.html")).toBe("one 2");
    write("parts/b.html", "3");
    utimesSync(join(folder, "parts/b.html"), new Date(), new Date(Date.now() + 5000));
    expect(templates.render("index.html")).toBe("one 3");
  });

  it("reads nothing outside of its folder", () => {
    writeFileSync(join(root, "secret.html"), "secret");
    symlinkSync(join(root, "secret.html"), join(folder, "link.html"));
    symlinkSync(root, join(folder, "out"));
    const templates = createTemplates({ folder });
    const outside = [
      "../secret.html",
      "parts/../../secret.html",
      "/etc/passwd",
      "..\\secret.html",
      "",
      "a\0b",
    ];
    // An absolute name is one within the folder, as Jinja has it.
    for (const name of outside) {
      expect(failure(() => templates.render(name)).code).toBe("TEMPLATE_NOT_FOUND");
    }
    for (const name of ["link.html", "out/secret.html"]) {
      expect(failure(() => templates.render(name)).code).toBe("TEMPLATE_UNREADABLE");
    }
    expect(templates.names()).toEqual([]);
    write("index.html", "{% include x %}");
    expect(failure(() => templates.render("index.html", { x: "../secret.html" })).code).toBe(
      "TEMPLATE_NOT_FOUND",
    );
  });

  it("follows a link that stays inside", () => {
    write("index.html", "in");
    symlinkSync(join(folder, "index.html"), join(folder, "same.html"));
    expect(createTemplates({ folder }).render("same.html")).toBe("in");
  });

  it("says which templates there are, and the nearest one", () => {
    write("index.html", "");
    write("page.html", "a\n{% include 'indx.html' %}");
    const { code, details } = failure(() => createTemplates({ folder }).render("page.html"));
    expect(code).toBe("TEMPLATE_NOT_FOUND");
    expect(details).toMatchObject({ name: "indx.html", nearest: "index.html", line: 2 });
  });

  it("refuses a folder, and a file that is no text", () => {
    write("bytes.html", new Uint8Array([0x61, 0xff, 0xfe]));
    const templates = createTemplates({ folder });
    expect(failure(() => templates.render("parts")).code).toBe("TEMPLATE_NOT_FOUND");
    expect(failure(() => templates.render("bytes.html")).code).toBe("TEMPLATE_UNREADABLE");
  });

  it("points at what is wrong", () => {
    write("index.html", "<p>\n  {{ name|uper }}\n</p>\n");
    const { code, details } = failure(() => createTemplates({ folder }).render("index.html"));
    expect(code).toBe("TEMPLATE_SYNTAX");
    expect(details).toMatchObject({ line: 2, column: 11, nearest: "upper" });
    expect(details["frame"]).toBe(
      "  1 | <p>\n> 2 |   {{ name|uper }}\n    |           ^\n  3 | </p>",
    );
    expect(String(details["file"]).endsWith("index.html")).toBe(true);
  });

  it("names tests and tags that are near", () => {
    const templates = createTemplates({ folder });
    const nearest = (text: string) => failure(() => templates.renderText(text)).details["nearest"];
    expect(nearest("{{ x is defned }}")).toBe("defined");
    expect(nearest("{% inclde 'a' %}")).toBe("include");
    expect(nearest("{% if x %}{% endiff %}")).toBe("endif");
  });

  it("points into the macro that failed, not at its call", () => {
    write("macros.html", "{% macro m(x) %}\n{{ x.y.z }}{% endmacro %}");
    write("index.html", "{% from 'macros.html' import m %}\n\n\n{{ m(nothing) }}");
    const { code, details } = failure(() => createTemplates({ folder }).render("index.html"));
    expect(code).toBe("TEMPLATE_FAILED");
    expect(details).toMatchObject({
      line: 2,
      column: 6,
      exception: "UndefinedError",
      reason: "'nothing' is undefined",
    });
    expect(String(details["file"]).endsWith("macros.html")).toBe(true);
  });

  it("checks every template without rendering", () => {
    write("good.html", "{{ missing.x }}");
    write("picture.png", new Uint8Array([0xff, 0xd8]));
    const templates = createTemplates({ folder });
    templates.check();
    write("parts/bad.html", "{% if %}");
    expect(failure(() => templates.check()).code).toBe("TEMPLATE_SYNTAX");
  });

  it("takes plain JavaScript as Python would hold it", () => {
    const context = {
      int: 5,
      float: 2.5,
      py: new PyFloat(5),
      big: 2 ** 60,
      none: null,
      list: [1, "a", true, undefined],
      dict: { a: 1, "b c": [new PyTuple([1])] },
      map: new Map([["k", 1]]),
      add: (a: number, b: number) => a + b,
    };
    const text =
      "{{ int }} {{ float }} {{ py }} {{ big }} {{ none }} {{ list|safe }} {{ dict|safe }} {{ map.k }} {{ add(1, 2.5) }}";
    expect(createTemplates({ folder }).renderText(text, context)).toBe(
      "5 2.5 5.0 1152921504606846976 None [1, 'a', True, None] {'a': 1, 'b c': [(1,)]} 1 3.5",
    );
  });

  it("lets the context win over globals, and globals over what Flask gives", () => {
    const templates = createTemplates({
      folder,
      globals: { a: "global", b: "global", request: "mine" },
    });
    expect(templates.renderText("{{ a }} {{ b }}", { a: "own" })).toBe("own global");
  });

  it("makes addresses of endpoints", () => {
    const endpoints = new Map([
      ["show", "/user/<name>"],
      ["item", "/item/<int:id>"],
      ["old", "/old/:key"],
    ]);
    const templates = createTemplates({ folder, endpoints });
    const url = (call: string) => templates.renderText(`{{ url_for(${call})|safe }}`);
    expect(url("'static', filename='css/a b.css'")).toBe("/static/css/a%20b.css");
    expect(url("'show', name='a/ü', q='x y', p=none")).toBe("/user/a/%C3%BC?q=x+y");
    expect(url("'item', id=7, _anchor='top'")).toBe("/item/7#top");
    expect(url("'old', key='k'")).toBe("/old/k");
    expect(url("'predict'")).toBe("/predict");
    expect(url("'home', _external=true")).toBe("http://localhost/");
    const unknown = failure(() => templates.renderText("{{ url_for('shw') }}"));
    expect(unknown.details).toMatchObject({ exception: "BuildError" });
    expect(unknown.details["reason"]).toContain("'show'");
    expect(failure(() => templates.renderText("{{ url_for('show') }}")).details["exception"]).toBe(
      "BuildError",
    );
  });

  it("sees endpoints that are added later", () => {
    const endpoints = new Map<string, string>();
    const templates = createTemplates({ folder, endpoints });
    endpoints.set("late", "/late");
    expect(templates.renderText("{{ url_for('late') }}")).toBe("/late");
  });
});
