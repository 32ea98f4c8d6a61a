import type { TuiActions } from "../tui-actions.js";
import type { Request } from "./request.js";

/** Has a confirmed request done. Rejects with a sentence for a person. */
export async function perform(request: Request, actions: TuiActions): Promise<void> {
  const { id } = request.execution;
  switch (request.type) {
    case "cancel":
      await actions.cancel(id);
      return;
    case "resume":
      await actions.resume(id);
      return;
    case "answer":
      await actions.answer(id, request.answer, request.execution.question.key);
  }
}
