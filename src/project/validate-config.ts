// A config's shape, judged before anything of it is used: all problems at once, each with its path.

import type { Issue } from "../errors.ts";
import { defaultLimits } from "../limits.ts";
import { ConfigProblems } from "../signature/config-problems.ts";
import {
  aFullText,
  aList,
  anObject,
  aRecord,
  described,
  isPlainObject,
  type Shape,
  shaped,
  textOr,
} from "../signature/config-shapes.ts";
import { answerShape, examplesShape, fieldsShape } from "../signature/field-shapes.ts";
import { show } from "../text.ts";

const fileKeys: readonly (readonly [string, Shape])[] = [
  ["file", aFullText],
  ["part", aFullText],
];

const aFile = textOr(needing("file", anObject(new Map(fileKeys), "property of a file")));

const filesByColumn = aRecord(aFile, "files by column");

/** A file, or files by column: `{ file: "le.pkl" }` is the first. */
const roleFiles: Shape = (value, path, problems) => {
  const isFile = !isPlainObject(value) || typeof value["file"] === "string";
  return (isFile ? aFile : filesByColumn)(value, path, problems);
};

const aModel: Shape = textOr((value, path, problems) => {
  const isSeveral = isPlainObject(value) && ("steps" in value || "files" in value);
  if (!isSeveral && isPlainObject(value) && "file" in value) return aFile(value, path, problems);
  if (!isSeveral) {
    const expected = "a file, or an object with steps or files";
    const got = isPlainObject(value)
      ? `one with ${Object.keys(value).join(", ") || "nothing"}`
      : described(value);
    problems.add(path, "CONFIG_KIND", `must be ${expected}; got ${show(got, 80)}`);
    return false;
  }
  return severalFiles(value, path, problems);
});

const severalFiles = anObject(
  new Map([
    ["steps", notEmpty(aList(aFile, "a list of files"))],
    ["files", notEmpty(aRecord(roleFiles, "files by role"))],
  ]),
  "property of a model of several files",
);

const aMeaning: Shape = shaped(
  (value) => value === "inert" || typeof value === "function",
  '"inert", a function or a class',
);

const names: Shape = (value, path, problems) => {
  for (const name of isPlainObject(value) ? Object.keys(value) : []) {
    if (/^[^.\s]+(\.[^.\s]+)+$/.test(name)) continue;
    const message = "must be a name as the file writes it, with its module: __main__.clean";
    problems.add([...path, name], "CONFIG_VALUE", message);
  }
  return aRecord(aMeaning, "names with what they mean")(value, path, problems);
};

const aLimit = shaped(
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
  "a whole number above 0",
);

const aTruth = shaped((value) => typeof value === "boolean", "true or false");

const aLog: Shape = (value, path, problems) => {
  const words = textOr(shaped((one) => typeof one === "boolean", "true, false or a path"));
  return (isPlainObject(value) ? logParts : words)(value, path, problems);
};

const logParts = anObject(
  new Map<string, Shape>([
    ["file", aFullText],
    ["values", aTruth],
  ]),
  "property of a log",
);

const config = anObject(
  new Map<string, Shape>([
    ["title", aFullText],
    ["description", aFullText],
    ["model", aModel],
    ["fields", fieldsShape],
    ["answer", answerShape],
    ["examples", examplesShape],
    ["names", names],
    ["log", aLog],
    ["monitor", aTruth],
    [
      "limits",
      anObject(new Map(Object.keys(defaultLimits).map((name) => [name, aLimit])), "limit"),
    ],
  ]),
  "property of a config",
);

/** One issue for each unknown key and each value of the wrong kind; none where the value is a `ProjectConfig`. */
export function configIssues(value: unknown): readonly Issue[] {
  const problems = new ConfigProblems();
  config(value, [], problems);
  return problems.issues;
}

function needing(key: string, shape: Shape): Shape {
  return (value, path, problems) => {
    if (isPlainObject(value) && value[key] === undefined) {
      problems.add(path, "CONFIG_KIND", `must say its ${key}`);
      return false;
    }
    return shape(value, path, problems);
  };
}

function notEmpty(shape: Shape): Shape {
  return (value, path, problems) => {
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    if (!isEmpty) return shape(value, path, problems);
    problems.add(path, "CONFIG_VALUE", "names no file");
    return false;
  };
}
