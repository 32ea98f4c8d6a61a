// Prints one line that sums the tests of all packages: "N passed, N failed", with ", N skipped" when there are any.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { testTotals } from "./test-totals.mjs";

const { passed, failed, skipped, problems } = testTotals(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
for (const problem of problems) console.error(problem);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (failed > 0 || problems.length > 0 || passed === 0) process.exitCode = 1;
