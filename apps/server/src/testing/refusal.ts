import type { TRPCClientError } from "@trpc/client";
import type { WireError } from "../errors/wire-error.js";
import type { HoldfastRouter } from "../router.js";

/** What a call that must fail was refused with. */
export async function refusal(call: Promise<unknown>): Promise<WireError & { readonly trpcCode: string }> {
  try {
    await call;
  } catch (error) {
    const data = (error as TRPCClientError<HoldfastRouter>).data;
    if (data) return { ...data.holdfast, trpcCode: data.code };
    throw error;
  }
  throw new Error("the call was not refused");
}
