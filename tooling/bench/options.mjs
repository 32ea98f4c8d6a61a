import { parseArgs } from "node:util";

/** Numbers that a bench may take. */
const numbers = {
  rounds: { least: 1, most: 1_000, says: "rounds to take the median of (checkpoint: 5, recovery: 15 resumes)" },
  kills: { least: 1, most: 100_000, says: "SIGKILLs at random moments (20)" },
  seed: { least: 0, most: 2 ** 31 - 1, says: "repeats the moments of the kills (1)" },
};

/** @param {Record<string, import("./benches.mjs").Bench>} benches */
export function helpText(benches) {
  const listed = Object.entries(benches).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  const options = Object.entries(numbers).map(([name, { says }]) => {
    const takers = Object.keys(benches).filter((bench) => benches[bench].takes.includes(name));
    return `  ${`--${name} N`.padEnd(12)}${says}${takers.length < Object.keys(benches).length ? `; ${takers.join(", ")} only` : ""}`;
  });
  return `pnpm bench NAME [options]

Measures Holdfast on this machine. Ratios are to a floor that runs beside it: same process, same disk, same rounds.

${listed.join("\n")}

${options.join("\n")}
  --json      the result as JSON on standard output, progress as NDJSON on standard error
  --help      this text

Exits 0 when every row was measured, whether or not its goal holds: see "holds". Exits 1 when a row could not be
measured; the row says why. Exits 2 for bad usage.

Examples:
  $ pnpm bench checkpoint
  $ pnpm -s bench checkpoint --rounds 9 --json
  $ pnpm -s bench recovery --kills 200 --json > recovery.json
`;
}

/**
 * @param {string[]} args
 * @param {Record<string, import("./benches.mjs").Bench>} benches
 * @returns {{ help: true } | { problem: string } | { name: string, json: boolean, numbers: Record<string, number> }}
 */
export function readOptions(args, benches) {
  const flags = {
    ...Object.fromEntries(Object.keys(numbers).map((name) => [name, { type: "string" }])),
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  };
  const known = `There are: ${Object.keys(benches).join(", ")}.`;
  const { values, positionals, tokens } = parseArgs({
    args,
    options: flags,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help) return { help: true };
  const given = tokens.filter(({ kind }) => kind === "option");
  const unknown = given.find(({ name }) => !Object.hasOwn(flags, name));
  if (unknown)
    return {
      problem: `There is no option ${unknown.rawName}. There are: ${Object.keys(flags)
        .map((name) => `--${name}`)
        .join(", ")}.`,
    };
  const [name, ...more] = positionals;
  if (name === undefined) return { problem: `Which bench? ${known}` };
  if (!Object.hasOwn(benches, name)) return { problem: `There is no bench ${JSON.stringify(name)}. ${known}` };
  if (more.length > 0) return { problem: `One bench at a time: what is ${JSON.stringify(more[0])}?` };

  const found = {};
  for (const { name: option, value } of given) {
    if (!Object.hasOwn(numbers, option)) {
      if (value !== undefined) return { problem: `--${option} takes no value.` };
      continue;
    }
    const { least, most } = numbers[option];
    if (!benches[name].takes.includes(option)) {
      const takes = benches[name].takes.map((taken) => `--${taken}`).join(", ");
      return { problem: `${name} takes no --${option}. It takes: ${takes}, --json.` };
    }
    const number = value?.trim() ? Number(value) : Number.NaN;
    if (!Number.isInteger(number) || number < least || number > most)
      return {
        problem: `--${option} is ${JSON.stringify(value ?? "")}: it must be a whole number from ${least} to ${most}.`,
      };
    found[option] = number;
  }
  return { name, json: values.json === true, numbers: found };
}
