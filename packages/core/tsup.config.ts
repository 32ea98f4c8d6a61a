import { library } from "@holdfast/build";

export default library({ index: "src/index.ts", testing: "src/testing/index.ts" });
