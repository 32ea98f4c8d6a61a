import { library } from "@holdfast/build";

export default library("src/index.ts");
