export { defaultLimits, type ServerLimits } from "./server-limits.js";
export { startServer, type RunningServer, type ServerOptions } from "./start-server.js";
export type { HoldfastRouter } from "./router.js";
