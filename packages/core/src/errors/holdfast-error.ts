import type { ErrorCode } from "./error-codes.js";

export interface HoldfastErrorOptions {
  readonly cause?: unknown;
  /** The fields a caller needs to act on the error; always plain JSON. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The one error class of Holdfast: branch on `code`, show `message`, read `details`. */
export class HoldfastError extends Error {
  override readonly name = "HoldfastError";
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(code: ErrorCode, message: string, options: HoldfastErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  /** True for a HoldfastError, of any copy of this package, with one of the codes (any code when none is given). */
  static is(error: unknown, ...codes: readonly ErrorCode[]): error is HoldfastError {
    if (!(error instanceof Error) || error.name !== "HoldfastError") return false;
    return codes.length === 0 || codes.includes((error as HoldfastError).code);
  }
}
