// Runs the holdfast command from source: bundles what changed, then becomes the command, in this process.
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { refreshBundles } from "./bundles.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const command = `${root}/apps/cli/dist/main.js`;

async function launch() {
  const problem = await refreshBundles(root);
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  // pnpm runs a root script in the root; the command belongs where the user called it.
  if (process.cwd() === root && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  process.argv = [process.argv[0], command, ...process.argv.slice(2)];
  await import(pathToFileURL(command).href);
}

await launch();
