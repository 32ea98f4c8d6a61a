import { agents } from "./procedures/agents.js";
import { checkpoints } from "./procedures/checkpoints.js";
import { events } from "./procedures/events.js";
import { executions } from "./procedures/executions.js";
import { heartbeats } from "./procedures/heartbeats.js";
import { hello } from "./procedures/hello.js";
import { router } from "./procedures/procedure.js";
import { projects } from "./procedures/projects.js";
import { tasks } from "./procedures/tasks.js";
import { watch } from "./procedures/watch.js";

export const holdfastRouter = router({
  hello,
  projects,
  agents,
  tasks,
  executions,
  checkpoints,
  heartbeats,
  events,
  watch,
});

/** What clients import, as a type only. */
export type HoldfastRouter = typeof holdfastRouter;
