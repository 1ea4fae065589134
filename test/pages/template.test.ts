import { Fragment, h } from "preact";
import { describe, expect, it } from "vitest";
import { escapeHtml, fillTemplate, renderTemplate, Slot } from "../../src/pages/template.tsx";

describe("renderTemplate", () => {
  it("cuts at its slots, and at nothing that only looks like one", () => {
    const content = [
      "<slot-b></slot-b>",
      h(Slot, { name: "a" }),
      h("p", null, h(Slot, { name: "b" })),
      h(Slot, { name: "a" }),
    ];
    const tree = h(Fragment, null, h("div", { title: "<slot-a></slot-a>" }, content));
    const template = renderTemplate(tree, ["a", "b"]);
    expect(template.slots).toEqual(["a", "b", "a"]);
    expect(fillTemplate(template, { a: "1", b: "<b>2</b>" })).toBe(
      '<div title="&lt;slot-a>&lt;/slot-a>">&lt;slot-b>&lt;/slot-b>1<p><b>2</b></p>1</div>',
    );
  });
});

describe("escapeHtml", () => {
  it("leaves nothing that could end a text or a quoted attribute", () => {
    expect(escapeHtml(`<a href="x">&amp;</a>`)).toBe(
      "&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;",
    );
    expect(escapeHtml("plain")).toBe("plain");
  });
});
