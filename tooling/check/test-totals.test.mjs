import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { removeReports, testTotals } from "./test-totals.mjs";

describe("test totals", () => {
  let root;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "holdfast-totals-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function addPackage(folder, results, scripts = { test: "vitest run" }) {
    mkdirSync(`${root}/${folder}/.reports`, { recursive: true });
    writeFileSync(`${root}/${folder}/package.json`, JSON.stringify({ scripts }));
    if (results !== undefined) writeFileSync(`${root}/${folder}/.reports/vitest.json`, JSON.stringify(results));
  }

  const results = (passed, failed = 0, pending = 0, testResults = []) => ({
    success: failed === 0 && testResults.length === 0,
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
    testResults,
  });

  test("are the sum over all packages", () => {
    addPackage("packages/a", results(3, 0, 1));
    addPackage("apps/b", results(4));
    addPackage("tooling/c", undefined, {});
    expect(testTotals(root)).toEqual({ passed: 7, failed: 0, skipped: 1, problems: [] });
  });

  test("count what failed", () => {
    addPackage("packages/a", results(3, 2));
    expect(testTotals(root)).toMatchObject({ passed: 3, failed: 2, problems: ["packages/a: tests failed"] });
  });

  test("tell of a package that wrote no report", () => {
    addPackage("packages/a", results(3));
    addPackage("packages/b");
    expect(testTotals(root).problems).toEqual(["packages/b: no test report; its tests did not run to the end"]);
  });

  test("count a file that could not be loaded as one failure", () => {
    const file = { status: "failed", name: "x.test.ts", message: "SyntaxError\nat x", assertionResults: [] };
    addPackage("packages/a", results(3, 0, 0, [file]));
    expect(testTotals(root)).toMatchObject({
      failed: 1,
      problems: ["packages/a: tests failed", "x.test.ts: SyntaxError"],
    });
  });

  test("never come from an earlier run", () => {
    addPackage("packages/a", results(3));
    removeReports(root);
    expect(testTotals(root).problems).toHaveLength(1);
  });
});
