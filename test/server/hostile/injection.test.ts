// Text that would be markup, a template, a formula, or a line of the log, sent in every field and shown in every form.
import { flowerModel, mixedModel, textModel } from "../fake-models.ts";
import { type Attack, attack, form, json, post, request } from "./attack.ts";

const texts: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  "javascript:alert(1)",
  "</textarea><script>alert(1)</script>",
  "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
  "\u0024{7*7}#{7*7}<%= 7*7 %>",
  '=HYPERLINK("http://evil.example","x")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "1\r\nSet-Cookie: x=1\r\n\r\n<html>",
  '1\n{"event":"request","forged":true}',
  "\u001b[31mred\u001b]0;title\u0007",
  "\u202etxt.exe",
  "\u0000",
  "../../../etc/passwd",
  "'; DROP TABLE predictions; --",
  "$(touch /tmp/x)`id`",
  "x".repeat(100_000),
];

const record = Object.fromEntries(
  mixedModel().signature.inputs.map(({ name, example }) => [name, String(example)]),
);
const good = [json(JSON.stringify({ ...record, area_m2: 120 })), 245190] as const;
const browser = "Accept: text/html";

function pairs(name: string, text: string): string {
  // Not an object's spread: a field may be called `__proto__`.
  const all = new Map(Object.entries(record)).set(name, text);
  return new URLSearchParams([...all]).toString();
}

function nameOf(field: string, text: string): string {
  return `${JSON.stringify(text).slice(0, 40)} in ${field.slice(0, 12)}`;
}

const strict = ["area_m2", "rooms", "district", "heating", "garage", "__proto__"];

attack(
  "a text in a field that does not take it",
  strict.flatMap((field) =>
    texts.map((text): Attack => {
      const issues = [
        `${field} ${field === "district" || field === "heating" ? "FIELD_CHOICE" : "FIELD_KIND"}`,
      ];
      return [
        nameOf(field, text),
        form(pairs(field, text)),
        { status: 400, code: "INPUT_INVALID", issues },
      ];
    }),
  ),
  { model: mixedModel, good },
);

attack(
  "a text on the page, beside the field and in it",
  [...strict, "street", '"><script>alert(1)</script>'].flatMap((field) =>
    texts.slice(0, 6).map((text): Attack => {
      const isTaken = field === "street" || field.startsWith('"');
      const bytes = request(
        "POST /",
        ["Content-Type: application/x-www-form-urlencoded", browser],
        pairs(field, text),
      );
      return [nameOf(field, text), bytes, { status: isTaken ? 200 : 400 }];
    }),
  ),
  { model: mixedModel, good },
);

attack(
  "a text as a field's name",
  texts.slice(0, 17).map((text): Attack => {
    const issues = [`${text} FIELD_UNKNOWN`];
    return [
      nameOf("a name", text),
      form(`${pairs("rooms", "4")}&${encodeURIComponent(text)}=1`),
      { status: 400, code: "INPUT_INVALID", issues },
    ];
  }),
  { model: mixedModel, good },
);

attack(
  "a text that a model of text answers",
  texts.flatMap((text): Attack[] => [
    [nameOf("JSON", text), json(JSON.stringify({ text })), { status: 200, prediction: "ham" }],
    [
      nameOf("the page", text),
      request(
        "POST /",
        ["Content-Type: application/x-www-form-urlencoded", browser],
        `text=${encodeURIComponent(text)}`,
      ),
      { status: 200 },
    ],
  ]),
  { model: textModel, good: [json('"win a prize"'), "spam"] },
);

const header = flowerModel()
  .signature.inputs.map(({ name }) => name)
  .join(",");

attack(
  "a text in a file's column that is sent back",
  texts
    .slice(0, 17)
    .filter((text) => text !== "\0")
    .map((text): Attack => {
      const cell = `"${text.replaceAll('"', '""')}"`;
      const bytes = request(
        "POST /predict",
        ["Content-Type: text/csv", "Accept: text/csv"],
        `note,${header}\n${cell},3,1,1,1\n`,
      );
      return [nameOf("CSV", text), bytes, { status: 200, has: "pallida" }];
    }),
  { model: flowerModel, good: [json("[3, 1, 1, 1]"), "pallida"] },
);

attack("a text in a header, seen by the page", [
  [
    "a host",
    post("text/plain", "x").replace("Host: x", `Host: x"><script>alert(1)</script>\r\n${browser}`),
    { status: 415 },
  ],
  [
    "a forwarded protocol",
    request("GET /", [browser, "X-Forwarded-Proto: javascript:alert(1)//"]),
    { status: 200 },
  ],
  [
    "a forwarded prefix",
    request("GET /", [browser, 'X-Forwarded-Prefix: "><script>alert(1)</script>']),
    { status: 200 },
  ],
  ["a referrer", request("GET /x", [browser, "Referer: javascript:alert(1)"]), { status: 404 }],
  [
    "an agent",
    request("GET /", [browser, "User-Agent: <script>alert(1)</script>"]),
    { status: 200 },
  ],
]);
