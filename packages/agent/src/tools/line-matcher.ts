import { createContext, Script } from "node:vm";
import { HoldfastError } from "@holdfast/core";

/** Finds the lines of a text that match. */
export type LineMatcher = (lines: readonly string[]) => readonly number[];

const script = new Script("match()");

/**
 * Matches lines by a regular expression that a model wrote. Such an expression can take for ever on one line and would
 * freeze the whole worker, so it runs under a time limit that V8 enforces even inside the regular expression engine.
 *
 * @throws {HoldfastError} `invalid_input` for an expression that is malformed; from the matcher, `limit_reached` for
 * one that takes longer than `timeoutMs` on one text.
 */
export function lineMatcher(
  source: string,
  options: { readonly ignoreCase: boolean; readonly timeoutMs: number },
): LineMatcher {
  const expression = compile(source, options.ignoreCase ? "iu" : "u");
  return (lines) => {
    const hits: number[] = [];
    const match = () => {
      for (const [index, line] of lines.entries()) if (expression.test(line)) hits.push(index);
    };
    try {
      script.runInContext(createContext({ match }), { timeout: options.timeoutMs });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      throw new HoldfastError("limit_reached", `/${source}/ takes too long to match; make it simpler.`, {
        cause: error,
      });
    }
    return hits;
  };
}

/** The source of an expression that matches the text literally. */
export function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new HoldfastError("invalid_input", `pattern: ${(error as Error).message}`, { cause: error });
  }
}
