import { CheckpointScreen } from "../checkpoint/checkpoint-screen.js";
import { ExecutionScreen } from "../execution/execution-screen.js";
import { ExecutionsScreen } from "../executions/executions-screen.js";
import { HelpScreen } from "../help/help-screen.js";
import { ProjectsScreen } from "../projects/projects-screen.js";
import { SplashScreen } from "../welcome/splash-screen.js";
import { isStoreEmpty } from "../welcome/empty-store.js";
import { WelcomeScreen } from "../welcome/welcome-screen.js";
import { shownScreen } from "./app-state.js";
import type { Frame } from "./frame.js";

/** What is between the header and the messages. */
export function ScreenView({ frame }: { readonly frame: Frame }) {
  const { state, moment } = frame;
  if (state.mode.type === "help") return <HelpScreen frame={frame} top={state.mode.top} />;
  if (moment.view.epoch === null) return <SplashScreen frame={frame} />;
  if (isStoreEmpty(moment.view)) return <WelcomeScreen frame={frame} />;
  const screen = shownScreen(state);
  switch (screen.screen) {
    case "projects":
      return <ProjectsScreen screen={screen} frame={frame} />;
    case "executions":
      return <ExecutionsScreen screen={screen} frame={frame} />;
    case "execution":
      return <ExecutionScreen screen={screen} frame={frame} />;
    case "checkpoint":
      return <CheckpointScreen screen={screen} frame={frame} />;
  }
}
