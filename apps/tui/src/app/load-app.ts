import type * as MountApp from "./mount-app.js";

/** Loads Ink and React, which takes longer than all the rest; nothing else imports them. */
export async function loadApp(): Promise<typeof MountApp> {
  const { env } = process;
  const { NODE_ENV, DEV } = env;
  // Both are looked at while they load: React's development build leaks and costs half again the time, and under DEV
  // Ink wants a debugger that is not there.
  env.NODE_ENV = "production";
  delete env.DEV;
  try {
    return await import("./mount-app.js");
  } finally {
    // Whatever agents and tools run in this process are not to notice.
    restore("NODE_ENV", NODE_ENV);
    restore("DEV", DEV);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
