// What a template or its values may ask for and shall not get: time, memory, the stack, Python's insides.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { PyFloat, type PyValue } from "../../src/objects/values.ts";
import { createTemplates, type TemplateContext } from "../../src/templates/templates.ts";

function templatesOf(sources: Readonly<Record<string, string>>, limits = {}) {
  const texts = new Map(Object.entries(sources));
  const load = (name: string) => {
    const text = texts.get(name);
    return text === undefined ? null : { text, file: name, version: text };
  };
  return createTemplates({ loader: { names: () => [...texts.keys()].sort(), load }, limits });
}

const plain = templatesOf({});

function codeOf(text: string, context: TemplateContext = {}): string {
  return failure(() => plain.renderText(text, context)).code;
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

describe("createTemplates", () => {
  it.each([
    ["{{ 'a' * 10**9 }}"],
    ["{{ [0] * 10**9 }}"],
    ["{{ 10**9 * 'ab' }}"],
    ["{{ 'x'.center(10**9) }}"],
    ["{{ 'x'.zfill(10**9) }}"],
    ["{{ '%1000000000d' % 1 }}"],
    ["{{ '%.1000000000f' % 1 }}"],
    ["{{ '%*d' % (10**9, 1) }}"],
    ["{{ '{:1000000000}'.format(1) }}"],
    ["{{ '{:.1000000000f}'.format(1.5) }}"],
    ["{{ '{:{w}}'.format(1, w=10**9) }}"],
    ["{{ 'a'|indent(10**9) }}"],
    ["{{ 'a\tb'.expandtabs(10**9) }}"],
    ["{{ range(10**12)|list }}"],
    ["{{ range(10**9)|sum }}"],
    ["{{ range(10**9)|map('string')|join }}"],
    ["{{ 10**9 in range(10**12)|map('int') }}"],
    ["{% for i in range(10**12) %}{% endfor %}"],
    ["{% for i in range(10**12) if false %}{% endfor %}"],
    ["{{ 9**(9**9) }}"],
    ["{{ (2**60000) ** 60000 }}"],
    [
      "{% set ns = namespace(x=2) %}{% for i in range(100) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
    ],
    [
      "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    ],
    [
      "{% set ns = namespace(x=[1]) %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    ],
    [
      "{% set ns = namespace(x='aa') %}{% for i in range(100) %}{% set ns.x = ns.x.replace('a', 'aaaaaaaaaa') %}{% endfor %}",
    ],
    [
      "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = '%s%s%s%s' % (ns.x, ns.x, ns.x, ns.x) %}{% endfor %}",
    ],
    [
      "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x.join('aaaa') %}{% endfor %}",
    ],
    ["{% for i in range(1000000) %}0123456789{% endfor %}"],
    ["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"],
    [
      "{% macro m() %}{{ caller() }}{% endmacro %}{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}",
    ],
    ["{% block a %}{{ self.a() }}{% endblock %}"],
    ["{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"],
    ["{% set l = [] %}{% set _ = l.append(l) %}{{ l }}"],
    [
      "{% set a = [] %}{% set b = [] %}{% set _ = a.append(b) %}{% set _ = b.append(a) %}{{ a == b }}",
    ],
    ["{% set d = {} %}{% set _ = d.update({'d': d}) %}{{ d|tojson }}{{ d|pprint }}"],
    ["{% set l = [] %}{% for i in range(2000000) %}{% set _ = l.append(1) %}{% endfor %}"],
    ["{{ [1]|batch(10**9, 0)|list }}"],
    ["{{ [1]|slice(10**9)|list }}"],
  ])("stops %s", (text) => {
    const began = performance.now();
    expect(codeOf(text)).toBe("TEMPLATE_LIMIT");
    expect(performance.now() - began).toBeLessThan(8000);
  });

  it.each([
    ["{{ ''.__class__.__mro__[1].__subclasses__() }}"],
    ["{{ [].__class__.__base__ }}"],
    ["{{ range.__globals__.os }}"],
    ["{{ request.application.__globals__ }}"],
    ["{{ config.__class__.from_envvar('x') }}"],
    ["{{ self._TemplateReference__context.x }}"],
    ["{{ cycler.__init__.__globals__.os.popen('id').read() }}"],
    ["{{ ().__class__.__bases__[0] }}"],
    ["{{ '{0.__class__.__mro__}'.format(1) }}"],
    ["{{ ('%s'|safe).constructor('return 1')() }}"],
    ["{{ x.constructor.constructor('return process')() }}"],
    ["{{ x.__proto__.y }}"],
    ["{{ ''|attr('__class__')|attr('mro') }}"],
    ["{{ lipsum.__globals__['os'] }}"],
  ])("finds nothing behind %s", (text) => {
    expect(codeOf(text, { x: { a: 1 } })).toBe("TEMPLATE_FAILED");
  });

  it.each([
    ["__proto__"],
    ["constructor"],
    ["toString"],
    ["hasOwnProperty"],
    ["valueOf"],
    ["__defineGetter__"],
  ])("keeps JavaScript's %s out of names, attributes and items", (name) => {
    const context = { x: { a: 1 }, l: [1] };
    expect(
      plain.renderText(`[{{ ${name} }}{{ x.${name} }}{{ x['${name}'] }}{{ l.${name} }}]`, context),
    ).toBe("[]");
    expect(codeOf(`{{ 1|${name} }}`)).toBe("TEMPLATE_SYNTAX");
    expect(codeOf(`{{ 1 is ${name} }}`)).toBe("TEMPLATE_SYNTAX");
    const own = new Map([[name, "own"]]);
    expect(plain.renderText(`{{ ${name} }}`, own)).toBe("own");
  });

  it("refuses templates that are nested too deep", () => {
    const deep = (open: string, close: string) => open.repeat(5000) + close.repeat(5000);
    const texts = [
      `{{ ${deep("(", ")")} }}`,
      `{{ ${deep("[", "]")} }}`,
      `{{ ${"not ".repeat(5000)}1 }}`,
      `{{ ${"-".repeat(5000)}1 }}`,
      `{{ 1${" + 1".repeat(5000)} }}`,
      `{{ 1${"|abs".repeat(5000)} }}`,
      `{{ x${".y".repeat(5000)} }}`,
      `{{ ${"1 if 1 else ".repeat(5000)}2 }}`,
      deep("{% if 1 %}", "{% endif %}"),
      deep("{% for x in [1] %}", "{% endfor %}"),
    ];
    expect(texts.map((text) => codeOf(text))).toEqual(texts.map(() => "TEMPLATE_SYNTAX"));
  });

  it("refuses templates that bring in each other in a circle", () => {
    const circles = templatesOf({
      "include.html": "{% include 'include.html' %}",
      "extends.html": "{% extends 'other.html' %}",
      "other.html": "{% extends 'extends.html' %}",
      "import.html": "{% import 'import.html' as x %}",
    });
    const names = ["include.html", "extends.html", "import.html"];
    const codes = names.map((name) => failure(() => circles.render(name)).code);
    expect(codes).toEqual(["TEMPLATE_LIMIT", "TEMPLATE_FAILED", "TEMPLATE_LIMIT"]);
  });

  it("looks into ranges without going through them", () => {
    const text =
      "{{ 1.5 in range(10**15) }}{{ 4.0 in range(0, 10**15, 2) }}{{ 'a' in range(10**15) }}{{ nothing in range(10**15) }}";
    expect(plain.renderText(text)).toBe("FalseTrueFalseFalse");
    expect(plain.renderText("{{ range(10**15)|length }}{{ range(10**15)[-1] }}")).toBe(
      "1000000000000000999999999999999",
    );
  });

  it("refuses values that hold themselves", () => {
    const list: unknown[] = [];
    list.push(list);
    expect(codeOf("{{ x }}", { x: list })).toBe("TEMPLATE_LIMIT");
  });

  it("escapes whatever comes from outside", () => {
    const value = `"><script>alert('1')</script>&`;
    const escaped = "&#34;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;";
    expect(plain.renderText("{{ x }}", { x: value })).toBe(escaped);
    expect(plain.renderText("{{ x.y[0] }}", { x: { y: [value] } })).toBe(escaped);
    expect(plain.renderText("{{ x|tojson }}", { x: value })).not.toMatch(/[<>&']/);
    const request = { method: "GET", path: "/", query: [["q", value]] as const, form: [] };
    expect(plain.renderText("{{ request.args.q }}", {}, request)).toBe(escaped);
    expect(plain.renderText("{{ request.args }}", {}, request)).not.toContain("<script>");
  });

  it("never runs a value as a template", () => {
    expect(plain.renderText("{{ x }}", { x: "{{ 7 * 7 }}{% for %}" })).toBe("{{ 7 * 7 }}{% for %}");
  });

  it("stops at its limits, and says where", () => {
    const few = templatesOf(
      { "a.html": "one\n{% for i in range(99) %}{{ i }}{% endfor %}" },
      { steps: 50 },
    );
    const error = failure(() => few.render("a.html"));
    expect(error.code).toBe("TEMPLATE_LIMIT");
    expect(error.details).toMatchObject({ file: "a.html", line: 2 });
    expect(String(error.details["frame"])).toContain("> 2 | {% for i in range(99) %}");
  });

  it("takes time in proportion to what comes from outside", () => {
    const long = 400_000;
    const pages = [
      ["{{ x|striptags|length }}", "<".repeat(long)],
      ["{{ x|striptags|length }}", "<!--".repeat(long / 4)],
      ["{{ x|urlize|length }}", `a@${"b.".repeat(long / 2)}!`],
      ["{{ x|urlize|length }}", `www.${"a".repeat(long)}`],
      ["{{ x|float }}", `${"1".repeat(long)}x`],
      ["{{ x|float }}", `1${" ".repeat(long)}x`],
      ["{{ x.rsplit(none, 1)|length }}", `${"a".repeat(long)} b`],
      ["{{ x.split()|length }}", "a ".repeat(long / 2)],
      ["{{ (x % 1)|length }}", `${"%%".repeat(long / 2)}%d`],
      ["{{ x|title|length }}", "(".repeat(long)],
      ["{{ x|wordwrap(20)|length }}", "-".repeat(20_000)],
      ["{{ x|wordcount }}", "a b".repeat(long / 4)],
      ["{{ x|pprint|length }}", "a b".repeat(long / 10)],
      ["{{ x|truncate(20)|length }}", "a".repeat(long)],
      ["{{ x|indent|length }}", "\n".repeat(long)],
      ["{{ x|int }}", " ".repeat(long)],
    ] as const;
    for (const [text, x] of pages) {
      const began = performance.now();
      plain.renderText(text, { x });
      expect(performance.now() - began, `${text} ${x.slice(0, 8)}`).toBeLessThan(3000);
    }
  });

  it("stops slow pages by the clock", () => {
    const slow = templatesOf(
      { "a.html": "{% for i in range(10**6) %}{{ x|sort|length }}{% endfor %}" },
      { timeMs: 200 },
    );
    const values: PyValue[] = Array.from(
      { length: 5000 },
      (_, i) => new PyFloat((i * 7919) % 5003),
    );
    expect(failure(() => slow.render("a.html", { x: values })).code).toBe("TEMPLATE_LIMIT");
  });
});
