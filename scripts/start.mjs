// `npm start [-- FILE …]`: sets up what is missing, then serves FILE (default: the salary example).
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildIfStale, installPackages, pinnedNode, root } from "./setup.mjs";

installPackages();
buildIfStale();
const given = process.argv.slice(2);
const hasPath = given.some(
  (word, i) => !word.startsWith("-") && !/^(-p|--port|--host)$/.test(given[i - 1] ?? ""),
);
const path = hasPath ? [] : [join(root, "examples", "salary", "model.pkl")];
const server = spawn(pinnedNode, [join(root, "dist/cli/main.js"), "serve", ...path, ...given], {
  stdio: "inherit",
});
// npm and terminals signal this process; the server is the one that must drain and stop.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
// npm ends its shell at SIGTERM, and the shell tells nobody: whoever loses their parent stops too.
const parent = process.ppid;
setInterval(() => process.ppid === parent || server.kill("SIGTERM"), 300).unref();
server.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
