// Opens a project in a process of its own, as the command does: Node itself loads the config, not the test runner.
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const fixtures: string = join(import.meta.dirname, "../fixtures/projects");

const script = `
const { openProject } = await import(${JSON.stringify(join(import.meta.dirname, "../../src/project/project.ts"))});
const { renderAnswerText } = await import(${JSON.stringify(join(import.meta.dirname, "../../src/predict/answer-text.ts"))});
const [path, options, rows] = JSON.parse(process.argv[1]);
try {
  const { model, config, ...project } = await openProject(path, options);
  const answers = rows === null ? [] : await model.predict(rows);
  const texts = answers.map((answer) => renderAnswerText(answer, model.signature));
  const { name, summary, signature, sha256 } = model;
  console.log(JSON.stringify({ ...project, name, summary, signature, sha256, answers, texts }));
} catch (error) {
  const { code, message, hint, details, issues, stack } = error;
  console.log(JSON.stringify({ code, message, hint, details, issues, stack: code ? undefined : stack }));
}
`;

/** What `openProject` gives or throws, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: what JSON holds is for the tests to say
export type Opened = any;

/** @param rows  to be predicted */
export function open(path: string, options: object = {}, rows: unknown = null): Opened {
  const args = ["--input-type=module", "-e", script, JSON.stringify([path, options, rows])];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${stdout}${stderr}`);
  }
}

/**
 * A new folder with these files.
 *
 * @param copied  names in it, by files of the fixtures
 * @param written  texts by name
 */
export async function folderOf(
  copied: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "picklejar-project-"));
  for (const [name, source] of Object.entries(copied)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(join(fixtures, source), join(folder, name));
  }
  for (const [name, text] of Object.entries(written)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
