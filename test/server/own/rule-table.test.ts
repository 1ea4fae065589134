import { describe, expect, expectTypeOf, it } from "vitest";
import type { PathParams } from "../../../src/server/own/rule.ts";
import { fillPath, RuleTable } from "../../../src/server/own/rule-table.ts";

function table(...paths: (string | readonly [string, ...string[]])[]): RuleTable<string> {
  const rules = new RuleTable<string>();
  for (const entry of paths) {
    const [path, ...methods] = typeof entry === "string" ? [entry] : entry;
    rules.add(path, methods.length === 0 ? ["GET"] : methods, path, path);
  }
  return rules;
}

function found(rules: RuleTable<string>, path: string, method = "GET"): unknown {
  const result = rules.find(method, path);
  if (result.kind === "target") return [result.target, Object.fromEntries(result.params)];
  return result.kind === "nothing" || result.kind === "slash" ? result.kind : result.allowed;
}

describe("RuleTable", () => {
  it("reads values by their kinds, as Werkzeug does", () => {
    const rules = table("/u/<int:id>", "/f/<float:x>", "/files/<path:rest>", "/n/:name");
    expect(found(rules, "/u/7")).toEqual(["/u/<int:id>", { id: 7 }]);
    expect(found(rules, "/u/-7")).toBe("nothing");
    expect(found(rules, "/u/99999999999999999999")).toBe("nothing");
    expect(found(rules, "/f/2.50")).toEqual(["/f/<float:x>", { x: 2.5 }]);
    expect(found(rules, "/f/2")).toBe("nothing");
    expect(found(rules, "/files/a/b.txt")).toEqual(["/files/<path:rest>", { rest: "a/b.txt" }]);
    expect(found(rules, "/n/Ann B")).toEqual(["/n/:name", { name: "Ann B" }]);
    expect(found(rules, "/n/a/b")).toBe("nothing");
  });

  it("takes several values in one segment, words of a list and uuids", () => {
    const rules = table("/<a>-<int:b>.json", "/is/<any(yes, no):word>", "/id/<uuid:id>");
    expect(found(rules, "/x-2.json")).toEqual(["/<a>-<int:b>.json", { a: "x", b: 2 }]);
    expect(found(rules, "/is/no")).toEqual(["/is/<any(yes, no):word>", { word: "no" }]);
    expect(found(rules, "/is/maybe")).toBe("nothing");
    const id = "123e4567-e89b-12d3-a456-426614174000";
    expect(found(rules, `/id/${id}`)).toEqual(["/id/<uuid:id>", { id }]);
  });

  it("tries what is more particular first, whatever the order of adding", () => {
    const rules = table("/<path:all>", "/<name>", "/<int:id>", "/about", "/<name>/edit");
    expect(found(rules, "/about")).toEqual(["/about", {}]);
    expect(found(rules, "/7")).toEqual(["/<int:id>", { id: 7 }]);
    expect(found(rules, "/ann")).toEqual(["/<name>", { name: "ann" }]);
    expect(found(rules, "/ann/edit")).toEqual(["/<name>/edit", { name: "ann" }]);
    expect(found(rules, "/a/b/c")).toEqual(["/<path:all>", { all: "a/b/c" }]);
  });

  it("keeps methods of one path apart and tells which there are", () => {
    const rules = table(["/x", "GET"], ["/x", "POST", "PUT"]);
    expect(found(rules, "/x", "PUT")).toEqual(["/x", {}]);
    expect(found(rules, "/x", "HEAD")).toEqual(["/x", {}]);
    expect(found(rules, "/x", "DELETE")).toEqual(["GET", "HEAD", "OPTIONS", "POST", "PUT"]);
    expect(rules.find("OPTIONS", "/x").kind).toBe("options");
  });

  it("knows folders by their last slash", () => {
    const rules = table("/docs/", "/leaf");
    expect(found(rules, "/docs")).toBe("slash");
    expect(found(rules, "/docs/")).toEqual(["/docs/", {}]);
    expect(found(rules, "/leaf/")).toBe("nothing");
  });

  it("takes signs of regular expressions as they stand", () => {
    const rules = table("/a.b+(c)");
    expect(found(rules, "/a.b+(c)")).toEqual(["/a.b+(c)", {}]);
    expect(found(rules, "/axbbc")).toBe("nothing");
  });

  it("refuses what is no rule, and what is there already", () => {
    for (const path of ["hi", "/<int:id>/<id>", "/<what:x>", "/<x", "/<any():x>"]) {
      expect(() => table(path)).toThrow(expect.objectContaining({ code: "USAGE" }));
    }
    expect(() => table("/x", "/x")).toThrow(expect.objectContaining({ code: "USAGE" }));
  });
});

describe("PathParams", () => {
  it("types the values of a path by its rule", () => {
    expectTypeOf<PathParams<"/u/<int:id>/<name>/:rest">>().toEqualTypeOf<{
      readonly id: number;
      readonly name: string;
      readonly rest: string;
    }>();
    expectTypeOf<PathParams<"/<float:x>-<any(a, b):word>">>().toEqualTypeOf<{
      readonly x: number;
      readonly word: string;
    }>();
    expectTypeOf<keyof PathParams<"/hi">>().toBeNever();
  });
});

describe("fillPath", () => {
  it("fills in values and puts the rest into the query string", () => {
    expect(fillPath("/u/<int:id>", { id: 7, tab: "a b" })).toBe("/u/7?tab=a+b");
    expect(fillPath("/n/:name", { name: "a/b é" })).toBe("/n/a%2Fb%20%C3%A9");
    expect(fillPath("/static/<path:filename>", { filename: "css/style.css" })).toBe(
      "/static/css/style.css",
    );
    expect(() => fillPath("/u/<int:id>")).toThrow(expect.objectContaining({ code: "USAGE" }));
  });
});
