import { library } from "@holdfast/build";

export default library({ index: "src/index.ts" }, { types: { router: "src/router.ts" } });
