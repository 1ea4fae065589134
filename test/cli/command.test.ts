import { describe, expect, it } from "vitest";
import { runCli, runUnread, salary } from "./run.ts";

describe("picklejar", () => {
  it("tells how a command is used, however it is asked", async () => {
    const { code, stdout } = await runCli(["help", "verify"]);
    expect([code, stdout]).toEqual([0, (await runCli(["verify", "--help"])).stdout]);
    const wrong = await runCli(["verify", "--tolerence", "1"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--tolerance")]);
    expect(wrong.stderr).toContain("picklejar verify --help");
  });

  it("shows its commands with examples", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("picklejar serve model.pkl");
    expect(stdout).toContain("picklejar inspect model.pkl");
  });

  it("shows each command's options with examples", async () => {
    for (const command of ["serve", "inspect", "predict", "verify"]) {
      const { code, stdout } = await runCli([command, "--help"]);
      expect(code, command).toBe(0);
      expect(stdout, command).toContain("Examples:");
    }
  });

  it("names a key of the report in its example of --json", async () => {
    const { stdout } = await runCli(["inspect", "--help"]);
    const [, key = ""] = /--json \| jq \.(\w+)/.exec(stdout) ?? [];
    const report = JSON.parse((await runCli(["inspect", salary, "--json"])).stdout);
    expect(report[key]).toBe(true);
  });

  it("prints its version", async () => {
    expect((await runCli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("asks whether a misspelt command was meant, with exit code 2", async () => {
    const { code, stdout, stderr } = await runCli(["inspct", "model.pkl"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Did you mean inspect?");
  });

  it("gives no help on a command that there is not", async () => {
    for (const args of [
      ["inspct", "--help"],
      ["help", "inspct"],
      ["inspct", "-v"],
    ]) {
      const { code, stdout, stderr } = await runCli(args);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("Did you mean inspect?");
    }
    expect((await runCli(["learn", "--help"])).code).toBe(2);
  });

  it("ends in peace where nobody reads its output any more", async () => {
    for (const args of [["serve", "--help"], ["--help"], ["inspect", salary]]) {
      expect(await runUnread(args)).toEqual({ code: 0, stderr: "" });
    }
  });

  it("says that it is $PORT that is no port number", async () => {
    const { code, stderr } = await runCli(["serve", salary], { PORT: "abc" });
    expect(code).toBe(2);
    expect(stderr).toContain("$PORT");
    expect((await runCli(["serve", salary, "--port", "abc"])).stderr).not.toContain("$PORT");
  });

  it("documents its exit codes", async () => {
    expect((await runCli(["--help"])).stdout).toContain("Exit codes:");
    expect((await runCli(["predict", "--help"])).stdout).toContain("exit code");
  });

  it("exits with 2 for an option that there is not, and for a port that is none", async () => {
    expect((await runCli(["serve", "--prot", "1"])).code).toBe(2);
    const { code, stderr } = await runCli(["serve", "--port", "http"]);
    expect(code).toBe(2);
    expect(stderr).toContain("http is no port number");
  });

  it("says what it needs when nothing is asked", async () => {
    const { code, stderr } = await runCli([]);
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: picklejar");
  });
});
