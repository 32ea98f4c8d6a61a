const columns = ["name", "value", "unit", "goal", "holds", "min", "max", "samples"];
const toTheRight = new Set(["value", "min", "max", "samples"]);

/** @param {readonly import("./row.mjs").Row[]} rows */
export function inWords(rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index].length)));
  const table = lines.map((line) =>
    line
      .map((text, index) =>
        toTheRight.has(columns[index]) ? text.padStart(widths[index]) : text.padEnd(widths[index]),
      )
      .join("  ")
      .trimEnd(),
  );
  const excuses = rows.filter(({ why }) => why).map(({ name, why }) => `${name} was not measured: ${why}`);
  return [...table, ...excuses].join("\n");
}

/** @param {string | number | boolean | null} value */
function cell(value) {
  if (value === null) return "-";
  if (value === true) return "yes";
  if (value === false) return "NO";
  return String(value);
}

/** @param {ReturnType<typeof import("./machine.mjs").machine>} machine */
export function machineInWords(machine) {
  const { cpu, cores, memoryGb, os, node, sqlite, disk, load } = machine;
  return `${cores} × ${cpu}, ${memoryGb} GB, ${os}, Node.js ${node}, SQLite ${sqlite}, ${disk}, load ${load} at the start`;
}
