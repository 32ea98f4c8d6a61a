import { failureText } from "./failure-text.js";

/** Something that was asked for. */
export type Load<Value> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: Value }
  | { readonly status: "failed"; readonly message: string };

/** Kept at most: enough to go back and forth, little enough for a screen that is open for weeks. */
const kept = 64;

const loading: Load<never> = { status: "loading" };

/** What was loaded, by what it was asked for with; the oldest goes first. */
export class LoadTable<Key extends string, Value> {
  readonly #loads = new Map<Key, Load<Value>>();

  constructor(
    private readonly load: (key: Key) => Promise<Value>,
    private readonly changed: () => void,
  ) {}

  get(key: Key): Load<Value> | undefined {
    return this.#loads.get(key);
  }

  /** Loads it unless that was done, or is being done; what failed is tried again. */
  want(key: Key): void {
    const present = this.#loads.get(key);
    if (present !== undefined && present.status !== "failed") return;
    this.#set(key, loading);
    this.load(key).then(
      (value) => this.#set(key, { status: "ready", value }),
      (error: unknown) => this.#set(key, { status: "failed", message: failureText(error) }),
    );
  }

  /** The next time it is wanted it is loaded again. */
  forget(key: Key): void {
    this.#loads.delete(key);
  }

  #set(key: Key, load: Load<Value>): void {
    this.#loads.delete(key);
    this.#loads.set(key, load);
    const oldest = this.#loads.keys().next();
    if (this.#loads.size > kept && oldest.done !== true) this.#loads.delete(oldest.value);
    this.changed();
  }
}
