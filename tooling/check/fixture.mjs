import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const packageFolders = ["packages", "apps"].flatMap((group) =>
  readdirSync(`${root}/${group}`).map((name) => `${group}/${name}`),
);

/**
 * Runs tools in a folder with our packages' manifests but no code of theirs: each entry is empty, `stubs` stand for
 * dependencies. `copies` are taken from the repository, `files` are written on top. The folder is removed afterwards.
 */
export function inFixture({ files = {}, copies = [], stubs = [] }, work) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-check-")));
  try {
    for (const copy of copies) cpSync(join(root, copy), join(folder, copy), { recursive: true });
    for (const home of packageFolders) addPackage(folder, home);
    for (const stub of stubs) addStub(folder, stub);
    for (const [file, text] of Object.entries(files)) write(join(folder, file), text);
    return work((command, ...args) => {
      const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", command), args, {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, OXLINT_TSGOLINT_PATH: join(root, "node_modules/.bin/tsgolint") },
      });
      return { code: status, stdout, output: stdout + stderr };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function addPackage(folder, home) {
  const manifest = JSON.parse(readFileSync(`${root}/${home}/package.json`, "utf8"));
  write(join(folder, home, "package.json"), JSON.stringify(manifest));
  for (const entry of Object.values(manifest.exports ?? {})) {
    write(join(folder, home, entry["@holdfast/source"]), "export {};\n");
  }
  const link = join(folder, "node_modules", manifest.name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(folder, home), link);
}

function addStub(folder, name) {
  write(`${folder}/node_modules/${name}/package.json`, JSON.stringify({ name, type: "module", main: "index.js" }));
  write(`${folder}/node_modules/${name}/index.js`, "export const stub = 1;\n");
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
