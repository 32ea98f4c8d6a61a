// Before anything is installed: stop on a Node.js that is too old, warn when there is nothing to compile SQLite with.
import { nodeProblem, toolchainProblem } from "./requirements.mjs";

const problem = nodeProblem();
const warning = toolchainProblem();
if (warning !== undefined) console.error(`\n${warning}\n`);
if (problem !== undefined) {
  console.error(`\n${problem}\n`);
  process.exitCode = 1;
}
