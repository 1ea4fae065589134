// What a question to our page leads to: the page itself, or for its program in the browser only what is new on it.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { HomeState } from "../pages/home.tsx";
import { homeView, homeViewType } from "../pages/home-view.ts";
import { type Service, sendPage, sendText } from "./service.ts";

export function sendHome(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  state: HomeState,
): void {
  const { pages } = service;
  if (request.headers.accept !== homeViewType) {
    sendPage(service, reply, status, pages.renderHome(state));
    return;
  }
  const json = JSON.stringify(homeView(pages.page, state));
  sendText(service, reply, status, `${homeViewType}; charset=utf-8`, json);
}
