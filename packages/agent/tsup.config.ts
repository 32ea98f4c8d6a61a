import { library } from "@holdfast/build";

export default library({
  index: "src/index.ts",
  "scripted-model": "src/scripted-model/index.ts",
  // A program that the command host starts from beside its own bundle.
  "command-host-process": "src/commands/command-host-process.js",
});
