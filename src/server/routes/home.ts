// The page: the form, and with values in the address or the body, its answer.

import { readOptions } from "../answer-options.ts";
import { isMistake, sendAnswer, sendCorrection, sendForm } from "../answering.ts";
import { type Asked, askedByBody, askedByPairs } from "../asked.ts";
import { unsupported } from "../content-type.ts";
import { queryOf } from "../pairs.ts";
import { type Service, wantsHtml } from "../service.ts";
import { sendTable } from "../table-answer.ts";
import { readAddress, readPatiently, readQuery } from "./predict.ts";
import type { Routes } from "./routes.ts";

export function addHomeRoutes(app: Routes, service: Service): void {
  const { pages } = service;
  const names = new Set(pages.page.fields.map(({ formName }) => formName));
  if (pages.page.shape === "paste") names.add(pages.page.pasteName);

  const { admit } = service.load;
  // The form itself costs nothing, and is there under overload too.
  const onRequest: typeof admit = (request, reply, done) => {
    if (request.url.includes("?")) admit(request, reply, done);
    else done();
  };
  const path = `/${pages.page.path}`;
  app.get(path, { onRequest }, async (request, reply) => {
    const pairs = readQuery(service, queryOf(request.url));
    // Links gather parameters on their way (utm_source): without a field of ours they are nobody's question.
    if (!pairs.some(([name]) => names.has(name))) {
      return sendForm(service, request, reply);
    }
    const { fields, probabilities } = readAddress(service, request, pairs);
    return sendAnswer(service, request, reply, askedByPairs(pages.page, fields), probabilities);
  });

  app.post(path, { onRequest: admit }, async (request, reply) => {
    let asked: Asked;
    let probabilities: boolean | null;
    try {
      const body = await readPatiently(service, request, reply);
      if (body.kind === "table" && !service.takesFiles) throw unsupported("of a file", false);
      const places = { url: null, headers: request.headers };
      if (body.kind === "table") {
        ({ probabilities } = readOptions(places, [], ["proba"]));
        return await sendTable(service, request, reply, body, probabilities);
      }
      asked = askedByBody(
        pages.page,
        body.kind === "json" ? body : { kind: "form", pairs: body.pairs.map(typed) },
        service.example,
      );
      ({ probabilities } = readOptions(places, asked.parameters ?? [], ["proba"]));
    } catch (error) {
      if (!wantsHtml(request) || !isMistake(error)) throw error;
      return sendCorrection(service, request, reply, { form: null }, error);
    }
    return sendAnswer(service, request, reply, asked, probabilities ?? true);
  });
}

// Browsers send the line ends of a text area as CR LF; typed, and sent by every other way, they are LF.
function typed([name, value]: readonly [string, string]): [string, string] {
  return [name, value.replaceAll("\r\n", "\n")];
}
