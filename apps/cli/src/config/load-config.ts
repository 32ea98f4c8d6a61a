import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HoldfastError, resolveConfig, type ResolvedConfig } from "@holdfast/core";

const names = ["holdfast.config.ts", "holdfast.config.mts", "holdfast.config.js", "holdfast.config.mjs"];

/** Packages a config may import where they are not installed: the copies that this command runs with. */
const provided = ["@holdfast/core", "@holdfast/agent", "zod"];

export interface LoadedConfig extends ResolvedConfig {
  /** The file it came from; null for the built-in one. */
  readonly path: string | null;
}

/**
 * The config of a folder: the file named, else its `holdfast.config.*`, else the built-in coding agent when a model is
 * configured in the environment.
 * @throws `config_invalid` for a file that is missing, throws, or exports something else than a config.
 */
export async function loadConfig(
  folder: string,
  named: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<LoadedConfig> {
  const path =
    named === undefined ? names.map((name) => join(folder, name)).find((file) => existsSync(file)) : resolve(named);
  if (path === undefined) {
    const agents = env.HOLDFAST_MODEL ? (await import("./default-agents.js")).defaultAgents(env) : [];
    return { ...resolveConfig({ agents }), path: null };
  }
  if (!existsSync(path)) throw invalid(path, "there is no such file");
  let exported: unknown;
  try {
    const { createJiti } = await import("jiti");
    exported = await createJiti(import.meta.url, { alias: providedFor(path), moduleCache: false }).import(path, {
      default: true,
    });
  } catch (error) {
    throw invalid(path, error instanceof Error ? error.message : String(error), error);
  }
  return { ...resolveConfig(exported), path };
}

function providedFor(path: string): Record<string, string> {
  const installed = createRequire(path);
  const missing = provided.filter((name) => {
    try {
      installed.resolve(name);
      return false;
    } catch {
      return true;
    }
  });
  return Object.fromEntries(missing.map((name) => [name, fileURLToPath(import.meta.resolve(name))]));
}

function invalid(path: string, what: string, cause?: unknown): HoldfastError {
  return new HoldfastError("config_invalid", `The config ${path} cannot be loaded: ${what}`, {
    cause,
    details: { field: "config", path },
  });
}
