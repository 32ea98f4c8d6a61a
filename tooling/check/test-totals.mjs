import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";

const groups = ["packages", "apps", "tooling"];
const report = ".reports/vitest.json";

/** The folders of all packages that have tests to run. */
function testedPackages(root) {
  return groups
    .flatMap((group) =>
      existsSync(`${root}/${group}`) ? readdirSync(`${root}/${group}`).map((name) => `${group}/${name}`) : [],
    )
    .filter((folder) => {
      const manifest = `${root}/${folder}/package.json`;
      return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).scripts?.test !== undefined;
    });
}

/** So that a report which is there afterwards was made by this run. */
export function removeReports(root) {
  for (const folder of testedPackages(root)) rmSync(`${root}/${folder}/${report}`, { force: true });
}

/** Sums the reports of all packages. A package without a report, or a file that could not be run, is a problem. */
export function testTotals(root) {
  const totals = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const folder of testedPackages(root)) {
    const results = readReport(`${root}/${folder}/${report}`);
    if (results === undefined) {
      totals.problems.push(`${folder}: no test report; its tests did not run to the end`);
      continue;
    }
    totals.passed += results.numPassedTests;
    totals.failed += results.numFailedTests;
    totals.skipped += results.numPendingTests + results.numTodoTests;
    if (results.success) continue;
    const broken = results.testResults.filter((file) => file.status === "failed" && !hasFailedTest(file));
    totals.failed += broken.length;
    totals.problems.push(
      `${folder}: tests failed`,
      ...broken.map((file) => `${file.name}: ${file.message.split("\n")[0]}`),
    );
  }
  return totals;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function hasFailedTest(file) {
  return file.assertionResults.some((assertion) => assertion.status === "failed");
}
