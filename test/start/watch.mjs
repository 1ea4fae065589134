// `node --import watch.mjs PROGRAM`: writes what the program opened to the file that OPENED names.
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

const opened = [];
registerHooks({
  load(url, context, nextLoad) {
    opened.push(url);
    return nextLoad(url, context);
  },
});
process.on("exit", () => writeFileSync(process.env.OPENED, JSON.stringify(opened)));
