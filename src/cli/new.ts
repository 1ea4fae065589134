// `picklejar new NAME`: a small project that runs at once.

import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";
import { paint, writeJson, writeResult } from "./output.ts";
import { installPackages, packSelf } from "./packages.ts";

export interface NewOptions {
  readonly template: string;
  /** Whether packages are installed; true unless told. */
  readonly install: boolean;
  readonly json?: boolean;
}

interface Starter {
  readonly title: string;
  /** Its colour on light and on dark paper, for CSS. */
  readonly accent: string;
  /** A record that its model takes, as JSON. */
  readonly example: string;
}

const starters: ReadonlyMap<string, Starter> = new Map([
  [
    "salary",
    {
      title: "Salaries",
      accent: "#1f6b45, #7fd3a2",
      example: '{"experience": 2, "test_score": 9, "interview_score": 6}',
    },
  ],
  [
    "iris",
    {
      title: "Irises",
      accent: "#6a3fb0, #c0a3f2",
      example: '{"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}',
    },
  ],
  [
    "text",
    {
      title: "Messages",
      accent: "#a34a12, #f2b184",
      example: '{"text": "My parcel has not arrived yet"}',
    },
  ],
]);

// Beside src/ and dist/ alike.
const folder = fileURLToPath(new URL("../../starters/", import.meta.url));

/** npm leaves such files out of packages under their real names. */
const hidden: ReadonlyMap<string, string> = new Map([["gitignore", ".gitignore"]]);

const texts = /\.(json|md|css|html)$/;

/**
 * Makes the project's folder.
 *
 * @returns the exit code
 * @throws USAGE for a name that is none, a folder that is not empty, a starter that is not there
 */
export async function newCommand(name: string, options: NewOptions): Promise<number> {
  const starter = starters.get(options.template);
  if (starter === undefined) throw noStarter(options.template);
  const target = resolve(name);
  const packageName = packageNameOf(basename(target));
  await claim(target, name);
  try {
    for (const part of ["common", options.template]) {
      await cp(join(folder, part), target, { recursive: true });
    }
    for (const [from, to] of hidden) await rename(join(target, from), join(target, to));
    const archive = await packSelf(join(target, "vendor"));
    await fillIn(target, {
      NAME: packageName,
      TITLE: starter.title,
      ACCENT: starter.accent,
      EXAMPLE: starter.example,
      PICKLEJAR: `file:vendor/${archive}`,
    });
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  }
  const isInstalled = options.install && (await installPackages(target));
  if (options.json === true) {
    writeJson({ folder: target, template: options.template, installed: isInstalled });
  } else writeResult(nextSteps(name, isInstalled));
  return 0;
}

/** Takes the folder: a new one, or one that is empty. */
async function claim(target: string, name: string): Promise<void> {
  await mkdir(target, { recursive: true });
  if ((await readdir(target)).length === 0) return;
  throw new PicklejarError("USAGE", {
    reason: `The folder ${show(name)} is not empty.`,
    advice: "Choose another name, such as my-model.",
  });
}

/** @throws USAGE for what npm would refuse */
function packageNameOf(text: string): string {
  const name = text.toLowerCase().replaceAll(/[\s_]+/g, "-");
  if (/^[a-z0-9][a-z0-9.-]{0,100}$/.test(name) && !/^(node_modules|picklejar)$/.test(name)) {
    return name;
  }
  const reason = `${show(text)} cannot be the name of a project.`;
  throw new PicklejarError("USAGE", { reason, advice: "Use letters, digits and hyphens." });
}

async function fillIn(target: string, words: Readonly<Record<string, string>>): Promise<void> {
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !texts.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, "utf8");
    const filled = text.replaceAll(/__([A-Z]+)__/g, (whole, word: string) =>
      Object.hasOwn(words, word) ? (words[word] ?? whole) : whole,
    );
    if (filled !== text) await writeFile(path, filled);
  }
}

function noStarter(asked: string): PicklejarError {
  const known = [...starters.keys()];
  const near = nearestName(asked, known);
  return new PicklejarError("USAGE", {
    reason: `There is no template ${show(asked)}.`,
    advice: near === null ? `Choose from ${known.join(", ")}.` : `Did you mean ${near}?`,
  });
}

function nextSteps(name: string, isInstalled: boolean): string {
  const mark = paint("green", "✔", process.stdout);
  const steps = [`cd ${name}`, ...(isInstalled ? [] : ["npm install"]), "npm run dev"];
  return `${mark} ${show(name)} is made.\n\n${steps.map((step) => `  ${step}`).join("\n")}\n`;
}
