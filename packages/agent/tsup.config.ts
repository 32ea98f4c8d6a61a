import { library } from "@holdfast/build";

export default library({ index: "src/index.ts", "scripted-model": "src/scripted-model/index.ts" });
