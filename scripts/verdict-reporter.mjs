// A reporter of vitest's that writes every test's verdict, and what went wrong outside of tests, to the
// file named by VERDICTS: what scripts/test.mjs needs to know, which vitest's own JSON does not hold.
import { writeFileSync } from "node:fs";

/** @see https://vitest.dev/api/advanced/reporters */
export default class VerdictReporter {
  onTestRunEnd(modules, errors, reason) {
    const files = modules.map((module) => ({
      name: module.relativeModuleId,
      errors: module.errors().map(({ message }) => message),
      tests: [...module.children.allTests()].map((test) => ({
        name: test.fullName,
        state: test.result().state,
      })),
    }));
    const outside = errors.map(({ message, cause }) => ({ message, cause: cause?.message }));
    writeFileSync(process.env.VERDICTS, JSON.stringify({ reason, files, errors: outside }));
  }
}
