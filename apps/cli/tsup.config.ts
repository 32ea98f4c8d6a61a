import { program } from "@holdfast/build";

export default program("src/main.ts");
