// `npm run bench [-- OPTIONS]`: sets up what is missing, then runs bench.ts on the project's own Node.
// Plain JavaScript, since the Node that npm finds may be older than that.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildIfStale, installPackages, pinnedNode, root, run } from "../scripts/setup.mjs";

if (!existsSync(pinnedNode)) installPackages();
buildIfStale();
run(pinnedNode, [join(root, "bench", "bench.ts"), ...process.argv.slice(2)]);
