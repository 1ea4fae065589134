// `npm run check`: types, then lint and format, then the house (who may import whom).
import { join } from "node:path";
import { installPackages, pinnedNode, root, run } from "./setup.mjs";

installPackages();
const bin = (path) => join(root, "node_modules", path);
run(pinnedNode, [bin("typescript/bin/tsc"), "-p", "tsconfig.json"]);
run(pinnedNode, [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]);
run(pinnedNode, [bin("vitest/vitest.mjs"), "run", "--reporter=dot", "test/house.test.ts"]);
