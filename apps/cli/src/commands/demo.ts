import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { contextOf } from "../command-context.js";
import { runDemo, type DemoProof } from "../demo/demo.js";
import type { DemoStep } from "../demo/demo-step.js";
import type { Terminal } from "../output/terminal.js";
import { openStore } from "../store/open-store.js";
import { findStore } from "../store/store-folder.js";
import { examples } from "./examples.js";

export function demoCommand(signal: AbortSignal): Command {
  return new Command("demo")
    .description(
      "watch an agent mend a repository while its worker is killed twice, and see the proof that nothing was lost",
    )
    .option("--dir <folder>", "where to work (default: a new temporary folder)")
    .addHelpText("after", examples("demo", "demo --json", "demo --dir ./demo"))
    .action(async (options: { dir?: string }, command: Command) => {
      const { terminal, cwd, machine } = contextOf(command, signal);
      const folder =
        options.dir === undefined ? mkdtempSync(join(tmpdir(), "holdfast-demo-")) : resolve(cwd, options.dir);
      mkdirSync(folder, { recursive: true });
      const storeFolder = findStore(folder, join(folder, ".holdfast"));
      await using store = await openStore(storeFolder, machine);
      const started = performance.now();
      const proof = await runDemo({
        folder,
        store,
        storeFolder,
        clock: machine.clock,
        signal,
        say: (step) => tell(terminal, step, performance.now() - started),
      });
      terminal.data(proof);
      printProof(terminal, proof, storeFolder.path);
      if (!proof.holds) process.exitCode = 1;
    });
}

const glyphs: Record<DemoStep["kind"], string> = { setup: "·", work: "│", kill: "✗", recovery: "↻", done: "✓" };

function tell(terminal: Terminal, { kind, text }: DemoStep, elapsedMs: number): void {
  terminal.line(`${(elapsedMs / 1_000).toFixed(1).padStart(5)} s ${glyphs[kind]} ${text}`);
}

function printProof(terminal: Terminal, proof: DemoProof, store: string): void {
  terminal.line(`
Proof, from the repository, the model server's log and the database:
  turns lost              ${proof.turnsLost} of ${proof.turns}
  finished calls repeated ${proof.callsRepeated}
  replies paid twice      ${proof.repliesPaidTwice}
  tests of the repository ${proof.testsPassedBefore ? "passed" : "failed"} before, ${proof.testsPassNow ? "pass" : "fail"} now
${proof.holds ? "It holds." : "It does NOT hold."}

Look around: holdfast execution show ${proof.executionId.slice(-8)} --store ${store}`);
}
