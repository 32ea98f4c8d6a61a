import { preset } from "@holdfast/test";

export default preset();
