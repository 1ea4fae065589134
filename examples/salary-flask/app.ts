// What app.py does besides answering for the model: one route of its own.
import { createApp } from "picklejar/server";

const app = await createApp({ project: import.meta.dirname });

app.route("/hi", () => "Hello world");

await app.run({ debug: true });
