// pnpm bench NAME: measures Holdfast beside a floor on this machine. Exits 0 when measured, goals missed or not, 1 when
// a row could not be measured, 2 for bad usage.
import { fileURLToPath } from "node:url";
import { refreshBundles } from "../launch/bundles.mjs";
import { benches } from "./benches.mjs";
import { helpText, readOptions } from "./options.mjs";
import { showProgress } from "./progress.mjs";
import { inWords, machineInWords } from "./table.mjs";

/** @param {string[]} args */
async function main(args) {
  const options = readOptions(args, benches);
  if ("problem" in options) {
    console.error(`${options.problem}\n\n${helpText(benches)}`);
    return 2;
  }
  if ("help" in options) {
    console.log(helpText(benches));
    return 0;
  }
  const { name, json, numbers } = options;
  const problem = await refreshBundles(fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, ""));
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  const { machine } = await import("./machine.mjs");
  const facts = machine();
  const { measure } = await benches[name].load();
  const rows = await measure(numbers, showProgress({ json }));
  if (json) console.log(JSON.stringify({ bench: name, machine: facts, rows }, null, 2));
  else console.log(`${machineInWords(facts)}\n\n${inWords(rows)}`);
  return rows.every(({ value }) => value !== null) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
