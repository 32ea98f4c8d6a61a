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
  readonly #underWay = new Set<Key>();

  constructor(
    private readonly load: (key: Key) => Promise<Value>,
    private readonly changed: () => void,
  ) {}

  get(key: Key): Load<Value> | undefined {
    return this.#loads.get(key);
  }

  /** Loads it unless that was done; what failed is tried again. For what never changes. */
  want(key: Key): void {
    if (this.#loads.get(key)?.status !== "ready") this.refresh(key);
  }

  /** Loads it, again if that was done: what is there is shown until the answer comes. */
  refresh(key: Key): void {
    if (this.#underWay.has(key)) return;
    this.#underWay.add(key);
    if (this.#loads.get(key)?.status !== "ready") this.#set(key, loading);
    this.load(key).then(
      (value) => this.#answered(key, { status: "ready", value }),
      (error: unknown) => this.#answered(key, { status: "failed", message: failureText(error) }),
    );
  }

  #answered(key: Key, load: Load<Value>): void {
    this.#underWay.delete(key);
    this.#set(key, load);
  }

  #set(key: Key, load: Load<Value>): void {
    this.#loads.delete(key);
    this.#loads.set(key, load);
    const oldest = this.#loads.keys().next();
    if (this.#loads.size > kept && oldest.done !== true) this.#loads.delete(oldest.value);
    this.changed();
  }
}
