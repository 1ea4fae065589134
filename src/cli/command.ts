// The command's words: subcommands, options, help with examples, and exit codes (0 done, 1 failed, 2 usage).

import { Command, CommanderError } from "commander";
import { type ErrorCode, PicklejarError } from "../errors.ts";
import { familyNames } from "../train/tabular/family-names.ts";
import type { InspectOptions } from "./inspect.ts";
import { parseLimit } from "./limits.ts";
import type { NewOptions } from "./new.ts";
import { paint, renderError } from "./output.ts";
import type { PredictCommandOptions } from "./predict.ts";
import type { ServeOptions } from "./serve.ts";
import { fitted } from "./terminal.ts";
import type { TrainOptions } from "./train-options.ts";
import type { VerifyCommandOptions } from "./verify.ts";
import { packageVersion } from "./version.ts";

const USAGE_EXIT_CODE = 2;

const exitCodes = `
Exit codes:
  0  done
  1  failed: a file, a model, a row, or a case of verify that differs
  2  used wrongly: a command, an option or a value that there is not, or a folder without one model to serve
`;

/** What is not the model's fault, but a matter of naming the right thing. */
const usageCodes: ReadonlySet<ErrorCode> = new Set(["USAGE", "PROJECT_EMPTY", "PROJECT_AMBIGUOUS"]);

/** @returns the process's exit code; `serve` resolves when the server has stopped */
export async function runCommand(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  outliveReaders();
  const program = describeCommand((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(withoutUnknown(args, program), { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    process.stderr.write(renderError(error));
    return error instanceof PicklejarError && usageCodes.has(error.code) ? USAGE_EXIT_CODE : 1;
  }
}

/**
 * A reader such as `head` that has seen enough is no failure: the rest is for nobody. What needs to know, as
 * `predict` does, listens too.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && stream.listenerCount("error") === 1) throw error;
    });
  }
}

/** What commander says of a wrong word, in the form of our errors. */
function usageText(text: string): string {
  const red = `${paint("red", "✖", process.stderr)} `;
  const lines = text.replace(/^error: /, red).replace(/^\((Did you mean .*)\)$/m, "→ $1");
  return fitted(lines, process.stderr);
}

/** A command that there is not stands alone: with `--help` behind it, the general help would pass for its own. */
function withoutUnknown(args: readonly string[], program: Command): string[] {
  const word = args[0] === "help" ? args[1] : args[0];
  const known = ["help", ...program.commands.map((command) => command.name())];
  if (word === undefined || word.startsWith("-") || known.includes(word)) return [...args];
  return [word];
}

/** A value of an option that may be given several times. */
function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function describeCommand(exit: (code: number) => void): Command {
  const program = new Command("picklejar")
    .description("Put a trained model live. Model files are read, never executed.")
    .version(packageVersion(), "-v, --version")
    .configureOutput({
      // Examples, too, are broken between words.
      writeOut: (text) => process.stdout.write(fitted(text, process.stdout, "      ")),
      outputError: (text, write) => write(usageText(text)),
    })
    .configureHelp({
      minWidthToWrap: 24,
      styleTitle: (text) => paint("bold", text, process.stdout),
    })
    .showHelpAfterError("→ See `picklejar --help`.")
    .exitOverride()
    .helpCommand("help [command]", "tell how a command is used")
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  picklejar serve model.pkl            a page and an API on http://localhost:5000\n" +
        "  picklejar new my-model               a small project that runs at once\n" +
        "  picklejar train in.csv --target pay  a model from a table, cross-validated\n" +
        "  picklejar inspect model.pkl          what is inside, without running it\n" +
        "  picklejar predict model.pkl in.csv   every row of a file with its prediction\n" +
        "  picklejar verify model.pkl in.csv    compare with recorded predictions\n" +
        exitCodes,
    );
  program
    .command("serve")
    .description("serve a model: a page for people, an API for programs")
    .argument("[path]", "a model file, or a project folder", ".")
    .option("-p, --port <number>", "port to listen on (default: 5000, or $PORT)")
    .option(
      "--host <address>",
      "address to listen on (default: 127.0.0.1; 0.0.0.0 if $PORT is set)",
    )
    .option(
      "--limit <name=value>",
      "what reading the file may cost, such as memoryBytes=1G",
      parseLimit,
    )
    .option("--debug", "changes of code, templates, files and the model are live at once")
    .option("--config <file>", "the project's config (default: picklejar.config.* of a folder)")
    .option("--log <file>", "keep what was asked and answered, as JSON Lines at a file's end")
    .option("--no-log", "keep nothing, whatever the config says")
    .option("--json", "write lines of JSON to a terminal too, as where nobody reads")
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  picklejar serve model.pkl\n" +
        "  picklejar serve model.joblib --port 8080\n" +
        "  picklejar serve my-project                   with its picklejar.config.ts\n" +
        "  picklejar serve my-project --debug           while it is worked on\n" +
        "  picklejar serve model.pkl --host 0.0.0.0     reachable from other machines\n",
    )
    .action(async (path: string, options: ServeOptions) => {
      // A command is loaded when it is wanted: the others, and the help, start sooner without it.
      const { serveCommand, stopWhenUnread } = await import("./serve.ts");
      stopWhenUnread();
      exit(await serveCommand(path, options));
    });
  program
    .command("new")
    .description("make a small project that runs at once")
    .argument("<name>", "the folder to make")
    .option("-t, --template <name>", "salary, iris or text", "salary")
    .option("--no-install", "do not install packages")
    .option("--json", "print what was made as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n" + "  picklejar new my-model\n" + "  picklejar new flowers --template iris\n",
    )
    .action(async (name: string, options: NewOptions) => {
      const { newCommand } = await import("./new.ts");
      exit(await newCommand(name, options));
    });
  program
    .command("train")
    .description("learn a column of a table: cross-validate models, save the best as a pickle")
    .argument(
      "[data]",
      "rows as CSV, JSON Lines, a JSON array or Parquet (default: standard input)",
    )
    .requiredOption("-t, --target <column>", "the column to predict")
    .option("-m, --model <name>", `auto, ${familyNames.join(", ")}`, "auto")
    .option(
      "-o, --output <file>",
      "the model; its card and reference data go beside it",
      "model.pkl",
    )
    .option("--task <name>", "classification or regression (default: by the target)")
    .option(
      "--metric <name>",
      "the score that decides, as scikit-learn calls it (default: by the task)",
    )
    .option("--drop <column>", "leave out a column (again for more)", gather)
    .option("--as <column=kind>", "number, category, text, date or id (again for more)", gather)
    .option("--budget <time>", "for trying models, such as 5min", "60s")
    .option("--seed <number>", "of everything that is drawn at random", "0")
    .option("--sklearn <version>", "the scikit-learn that will load the file (default: the newest)")
    .option("--force", "overwrite files that are there")
    .option("--json", "print everything as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  picklejar train hiring.csv --target salary\n" +
        "  picklejar train churn.parquet --target left --drop customer -o churn.pkl\n" +
        "  picklejar train homes.csv --target price --as zip=category --budget 5min\n" +
        "  picklejar train rows.jsonl --target label --model logistic --sklearn 1.4\n" +
        "\nBeside model.pkl it writes model.md, the card, and model.reference.json. Of models that are as good the simplest\n" +
        "is taken: the first whose mean score is within one standard error of the best.\n",
    )
    .action(async (data: string | undefined, options: TrainOptions) => {
      const { trainCommand } = await import("./train.ts");
      exit(await trainCommand(data, options));
    });
  program
    .command("inspect")
    .description("show what a model file holds: read, never executed")
    .argument("<file>", "a model file")
    .option("--json", "print everything as JSON")
    .option(
      "--limit <name=value>",
      "what reading the file may cost, such as memoryBytes=1G",
      parseLimit,
    )
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  picklejar inspect model.pkl\n" +
        "  picklejar inspect model.pkl --json | jq .served\n" +
        "\nThe exit code is 0 for every file that can be read, also for one that cannot be served.\n",
    )
    .action(async (file: string, options: InspectOptions) => {
      const { inspectCommand } = await import("./inspect.ts");
      exit(await inspectCommand(file, options));
    });
  program
    .command("predict")
    .description(
      "score a CSV, JSON Lines or Parquet file of any size: its rows, and behind each the prediction",
    )
    .argument("<file>", "a model file")
    .argument(
      "[input]",
      "rows as CSV, JSON Lines, a JSON array or Parquet (default: standard input)",
    )
    .option("-o, --output <file>", "where to write (default: standard output)")
    .option("--json", "write JSON Lines, whatever is read")
    .option("--proba", "add the probability of every class")
    .option("--no-header", "the first line of the CSV holds values, in the order of training")
    .option("--on-error <what>", "what a row that cannot be answered does: stop or skip", "stop")
    .option("--errors <file>", "where to write the rows that are skipped, with what is wrong")
    .option(
      "--column <field=column>",
      "a field whose column is called otherwise; may be given several times",
      gather,
      [],
    )
    .option(
      "--limit <name=value>",
      "what reading the model may cost, such as memoryBytes=1G",
      parseLimit,
    )
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  picklejar predict model.pkl rows.csv -o answers.csv\n" +
        "  picklejar predict model.pkl rows.jsonl --proba > answers.jsonl\n" +
        "  picklejar predict model.pkl rows.csv -o answers.csv --on-error skip --errors bad.csv\n" +
        '  picklejar predict model.pkl rows.parquet --column "area=Area m2" -o answers.csv\n' +
        "  head -1000 rows.csv | picklejar predict model.pkl --json | jq .prediction\n" +
        "\nThe exit code is 1 where a row ends it. With --on-error skip it is 0: standard error tells how many rows\n" +
        "were left out, --errors which.\n",
    )
    .action(async (file: string, input: string | undefined, options: PredictCommandOptions) => {
      const { predictCommand } = await import("./predict.ts");
      exit(await predictCommand(file, input, options));
    });
  program
    .command("verify")
    .description("compare a model's answers with recorded ones, number by number")
    .argument("<file>", "a model file")
    .argument(
      "[cases]",
      "CSV with a column prediction, or JSON with input and prediction (default: standard input)",
    )
    .option("--tolerance <error>", "the largest relative error that agrees (default: 1e-9)")
    .option("--json", "print the result as JSON")
    .option(
      "--limit <name=value>",
      "what reading the model may cost, such as memoryBytes=1G",
      parseLimit,
    )
    .addHelpText(
      "after",
      "\nCases are rows with what scikit-learn answered: prediction, and probability_<label> where known.\n" +
        "\nExamples:\n" +
        "  picklejar verify model.pkl cases.csv\n" +
        "  picklejar verify model.pkl cases.csv --tolerance 1e-6\n" +
        "  picklejar verify model.pkl cases.jsonl --json | jq .grade\n" +
        "\nThe exit code is 0 where all cases agree within the tolerance, and 1 where one differs or there is none.\n",
    )
    .action(async (file: string, cases: string | undefined, options: VerifyCommandOptions) => {
      const { verifyCommand } = await import("./verify.ts");
      exit(await verifyCommand(file, cases, options));
    });
  for (const command of program.commands) {
    command.showHelpAfterError(`→ See \`picklejar ${command.name()} --help\`.`);
  }
  return program;
}
