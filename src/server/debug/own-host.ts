// Whether a request was addressed to this machine by one of its own names. A page of another site can point a name of
// its own at 127.0.0.1 (DNS rebinding) and would then read what only the developer should see.

import { isIP } from "node:net";

/** @param bound  the address or name that the server listens on, which is its own as well */
export function isOwnHost(header: string | undefined, bound: string): boolean {
  // HTTP/1.0 has no such header, and browsers do not speak it.
  if (header === undefined) return true;
  const name = header
    .trim()
    .toLowerCase()
    .replace(/:\d*$/, "")
    .replace(/^\[(.*)\]$/, "$1");
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    isIP(name) > 0 ||
    name === bound.toLowerCase()
  );
}
