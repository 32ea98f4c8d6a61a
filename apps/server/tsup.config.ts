import { library } from "@holdfast/build";

export default library({ index: "src/index.ts", router: "src/router.ts" });
