import { preset } from "@holdfast/test";
import { mergeConfig } from "vitest/config";

// The screen loads React's production build, which has no use for the development form of JSX.
export default mergeConfig(preset(), { oxc: { jsx: { runtime: "automatic", development: false } } });
