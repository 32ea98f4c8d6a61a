/** What every command may see of the worker's environment. Everything else could be a key or a token. */
const passed = ["PATH", "HOME", "LANG", "TMPDIR"];

export interface CommandEnvironmentOptions {
  /** Names of further variables to hand on. */
  readonly passEnv?: readonly string[];
  /** Variables to set. */
  readonly env?: Readonly<Record<string, string>>;
}

export function commandEnvironment(
  worker: Readonly<Record<string, string | undefined>>,
  { passEnv = [], env = {} }: CommandEnvironmentOptions,
): Record<string, string> {
  const names = [...passed, ...passEnv];
  const known = names.flatMap((name) => (worker[name] === undefined ? [] : [[name, worker[name]] as const]));
  return { ...Object.fromEntries(known), ...env };
}
