import { program } from "@holdfast/build";

export default program({ main: "src/main.ts", demo: "src/demo/index.ts" });
