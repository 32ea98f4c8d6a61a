import { library } from "@holdfast/build";

export default library();
