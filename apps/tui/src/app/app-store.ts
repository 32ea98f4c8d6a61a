import { actionOf } from "../keys/keymap.js";
import type { PacedLive } from "../live/paced-live.js";
import { failureText } from "../loads/failure-text.js";
import { Loads } from "../loads/loads.js";
import { typeKey } from "../prompt/prompt.js";
import { perform } from "../requests/perform.js";
import type { Request } from "../requests/request.js";
import { requestText } from "../requests/request-text.js";
import type { TerminalSize } from "../terminal/terminal-size.js";
import type { ThemeName } from "../theme/theme.js";
import type { RunDemo, TuiActions } from "../tui-actions.js";
import { demoProject } from "../welcome/demo-project.js";
import { act } from "./act.js";
import type { App } from "./app.js";
import { reduceApp, type AppAction } from "./app-reducer.js";
import { appStart, type Notice } from "./app-state.js";
import type { Frame } from "./frame.js";
import { scopesOf } from "./scopes.js";

const noticeMs = 6_000;

export interface AppStoreOptions {
  readonly live: PacedLive;
  readonly actions: TuiActions;
  readonly demo: RunDemo | undefined;
  readonly size: TerminalSize;
  readonly theme: ThemeName;
  readonly version: string;
  readonly quit: () => void;
  readonly redraw: () => void;
}

/**
 * The state of the app. It lives outside of React because keys can come faster than React renders: each is to find
 * what the one before it did.
 */
export class AppStore implements App {
  readonly #listeners = new Set<() => void>();
  readonly #demo = new AbortController();
  readonly #stopLive: () => void;
  #frame: Frame;

  constructor(private readonly options: AppStoreOptions) {
    const { live, actions, demo, size, theme, version } = options;
    const loads = new Loads(actions, () => this.#show({}));
    this.#frame = {
      state: appStart(theme),
      moment: live.getSnapshot(),
      size,
      loads,
      hasDemo: demo !== undefined,
      version,
    };
    this.#stopLive = live.subscribe(() => this.#showMoment());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Frame => this.#frame;

  /** @param key as `keyName` names it. */
  press(key: string): void {
    const frame = this.#frame;
    const action = actionOf(key, scopesOf(frame));
    if (action !== undefined) return act(action, this);
    this.dispatch(...typeKey(key, frame));
  }

  dispatch(...actions: readonly AppAction[]): void {
    if (actions.length > 0) this.#show({ state: actions.reduce(reduceApp, this.#frame.state) });
  }

  resize(size: TerminalSize): void {
    this.#show({ size });
  }

  tell(text: string, tone: Notice["tone"]): void {
    this.dispatch({ type: "notice", notice: { text, tone, untilMs: this.#frame.moment.nowMs + noticeMs } });
  }

  quit(): void {
    this.options.quit();
  }

  redraw(): void {
    this.options.redraw();
  }

  /** Has a request done that a person has confirmed, and tells how it went. */
  request(request: Request): void {
    perform(request, this.options.actions).then(
      () => this.tell(requestText(request).done, "good"),
      (error: unknown) => this.tell(failureText(error), "bad"),
    );
  }

  startDemo(): void {
    const { demo } = this.options;
    if (demo === undefined) return this.tell("There is no demo here.", "warn");
    if (this.#frame.state.demo.status === "running") return this.tell("The demo is running already.", "warn");
    this.dispatch({ type: "demo", action: { type: "started" } });
    demo((line) => this.dispatch({ type: "demo", action: { type: "said", line } }), this.#demo.signal).then(
      () => this.dispatch({ type: "demo", action: { type: "ended" } }),
      (error: unknown) => this.dispatch({ type: "demo", action: { type: "ended", failure: failureText(error) } }),
    );
  }

  close(): void {
    this.#stopLive();
    this.#demo.abort();
    this.#listeners.clear();
  }

  #showMoment(): void {
    const before = this.#frame;
    this.#show({ moment: this.options.live.getSnapshot() });
    const screen = demoProject(before, this.#frame);
    if (screen) this.dispatch({ type: "goTo", screens: [screen] });
  }

  #show(change: Partial<Frame>): void {
    this.#frame = { ...this.#frame, ...change };
    for (const listener of this.#listeners) listener();
  }
}
