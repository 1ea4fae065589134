// Who may look at the monitor. It shows what people sent: unless the config opens it to everybody who reaches the server, it
// answers only who asks on this machine itself.

import type { AddressInfo } from "node:net";
import type { FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import { isOwnHost } from "./debug/own-host.ts";
import type { Service } from "./service.ts";

// What proxies add: behind one, everybody seems to be on this machine.
const forwarded = ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"];

/** @throws MONITOR_PRIVATE */
export function checkMonitorAccess({ monitorAccess }: Service, request: FastifyRequest): void {
  if (monitorAccess === "everybody") return;
  const { headers, socket } = request.raw;
  const isNear = isLoopback(socket.remoteAddress ?? "");
  const isDirect = forwarded.every((name) => headers[name] === undefined);
  // A page elsewhere can give its own name this machine's address (DNS rebinding).
  if (isNear && isDirect && isOwnHost(headers.host, "localhost")) return;
  throw new PicklejarError("MONITOR_PRIVATE");
}

/** Whether a server that listens there is reached from this machine only; so is one that does not listen yet. */
export function isBoundToMachine(address: AddressInfo | string | null): boolean {
  return address === null || typeof address === "string" || isLoopback(address.address);
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./i.test(address);
}
