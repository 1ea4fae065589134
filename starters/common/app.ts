// Routes of your own. The model's page and its API are there without a word here.
import { createApp, render } from "picklejar/server";

export const app = await createApp({ project: import.meta.dirname });

app.route("/hi", () => "Hello world");

app.route("/hi/<name>", ({ params }) => render("hi.html", { name: params.name }));

// `node app.ts` runs this; `picklejar serve` and the tests take the app as it is.
if (process.argv[1] === import.meta.filename) await app.run({ debug: true });
