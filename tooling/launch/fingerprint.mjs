import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";

const rootFiles = ["pnpm-lock.yaml", "tsconfig.base.json", "turbo.json", "tooling/build/preset.js"];
const packageFiles = ["package.json", "tsconfig.json", "tsup.config.ts"];

/** Names, sizes and times of everything that shapes the bundles, and the Node.js whose native parts are installed. */
export function sourceFingerprint(root) {
  const hash = createHash("sha256").update(`${process.versions.modules} ${process.platform} ${process.arch}\n`);
  for (const file of sourceFiles(root)) {
    const stat = statSync(`${root}/${file}`, { throwIfNoEntry: false });
    if (stat?.isFile()) hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function sourceFiles(root) {
  const packages = ["packages", "apps"].flatMap((group) => list(root, group));
  return [
    ...rootFiles,
    ...packages.flatMap((folder) => packageFiles.map((file) => `${folder}/${file}`)),
    ...packages
      .flatMap((folder) => list(root, `${folder}/src`, true))
      .filter((file) => !/\.test(-d)?\.tsx?$/.test(file)),
  ];
}

function list(root, folder, recursive = false) {
  try {
    return readdirSync(`${root}/${folder}`, { recursive, encoding: "utf8" }).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}
