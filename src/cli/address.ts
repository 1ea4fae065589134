// The address that `serve` is asked to listen on: by its options, by the platform's $PORT, else port 5000 of this machine.

import { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";

const DEFAULT_PORT = 5000;

export interface AddressOptions {
  readonly port?: string;
  readonly host?: string;
  readonly debug?: boolean;
}

export interface WantedAddress {
  readonly wanted: number;
  readonly host: string;
  /** Whether nobody chose the port: then the next free one is as good. */
  readonly isDefault: boolean;
}

/** @throws USAGE */
export function addressOf(options: AddressOptions): WantedAddress {
  const platform = process.env["PORT"] ?? "";
  const given = options.port ?? (platform === "" ? undefined : platform);
  // Debug pages show code: never to other machines unless that is asked for.
  const isPublic = platform !== "" && options.debug !== true;
  return {
    wanted: given === undefined ? DEFAULT_PORT : parsePort(given, options.port === undefined),
    host: options.host ?? (isPublic ? "0.0.0.0" : "127.0.0.1"),
    isDefault: given === undefined,
  };
}

/**
 * @param isFromPlatform  whether it is $PORT that says it
 * @throws USAGE for what is no port number
 */
function parsePort(text: string, isFromPlatform: boolean): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  const reason = `${show(text)} is no port number${isFromPlatform ? "; the environment's $PORT says it" : ""}.`;
  const advice = isFromPlatform
    ? "Set PORT to a number from 0 to 65535, unset it, or give --port."
    : "Give a number from 0 to 65535.";
  throw new PicklejarError("USAGE", { reason, advice });
}
