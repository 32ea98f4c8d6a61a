import { render } from "ink";
import { PacedLive } from "../live/paced-live.js";
import { InkOutput } from "../screen/ink-output.js";
import { LineMarks } from "../screen/line-marks.js";
import { LineMarksContext } from "../screen/line-marks-context.js";
import { Screen } from "../screen/screen.js";
import { singleKeys } from "../terminal/single-keys.js";
import { sizeOf } from "../terminal/terminal-size.js";
import { defaultThemeName } from "../theme/theme.js";
import type { TuiOptions, TuiStdin, TuiStdout } from "../tui-options.js";
import { AppStore } from "./app-store.js";
import { AppView } from "./app-view.js";

export interface MountOptions extends Pick<TuiOptions, "live" | "actions" | "demo" | "version"> {
  readonly stdin: TuiStdin;
  readonly stdout: TuiStdout;
  readonly write: (output: string) => void;
  /** As `WriteStream.getColorDepth` says. */
  readonly colourBits: number;
  readonly now: () => number;
}

export interface MountedApp {
  /** Resolves when the person quits; rejects when a component throws. */
  readonly quit: Promise<void>;
  /** Writes the whole screen again: something else may have been on it. */
  repaint(): void;
  unmount(): void;
}

/** Puts the app on a terminal that is already ours. */
export function mountApp(options: MountOptions): MountedApp {
  const { stdin, stdout, write, colourBits, now, live: source, actions, demo, version } = options;
  const live = new PacedLive(source, now);
  const marks = new LineMarks();
  const screen = new Screen(write);
  const output = new InkOutput(marks, screen);
  let quit = () => {};
  const quitByPerson = new Promise<void>((resolve) => {
    quit = resolve;
  });
  const store = new AppStore({
    live,
    actions,
    demo,
    version,
    size: sizeOf(stdout),
    theme: defaultThemeName(colourBits),
    quit,
    redraw: () => screen.repaint(),
  });
  const onResize = () => {
    screen.forget();
    store.resize(sizeOf(stdout));
  };
  stdout.on("resize", onResize);
  const ink = render(
    <LineMarksContext value={marks}>
      <AppView store={store} colourBits={colourBits} />
    </LineMarksContext>,
    {
      // Ink asks a stream for its size and writes to it; that is all it needs of one.
      stdout: output as unknown as NodeJS.WriteStream,
      stderr: output as unknown as NodeJS.WriteStream,
      stdin: singleKeys(stdin),
      // Every frame whole, and at once: the screen finds what changed, and the store sees to the pace.
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false,
    },
  );
  return {
    // Ink's own promise is rejected when a component throws.
    quit: Promise.race([quitByPerson, ink.waitUntilExit()]),
    repaint: () => screen.repaint(),
    unmount() {
      stdout.off("resize", onResize);
      output.close();
      store.close();
      live.close();
      ink.unmount();
    },
  };
}
