import type { Store } from "../ports/store.js";

type MethodOf<Port> = {
  [Name in keyof Port]: Port[Name] extends (...args: never[]) => Promise<unknown> ? Name : never;
}[keyof Port];

/** A method of any of the store's ports. */
export type StoreOperation =
  | MethodOf<Store["projects"]>
  | MethodOf<Store["executions"]>
  | MethodOf<Store["checkpoints"]>
  | MethodOf<Store["events"]>;

interface Fault {
  readonly operation: StoreOperation;
  readonly error: Error;
  readonly when: "before" | "after";
}

/** Makes a store's operations fail on demand, each fault once, in the order they were asked for. */
export class StoreFaults {
  readonly #faults: Fault[] = [];

  /** The operation's next call fails and has done nothing. */
  failNext(operation: StoreOperation, error: Error): void {
    this.#faults.push({ operation, error, when: "before" });
  }

  /** The operation's next call is carried out, but its caller is told that it failed. */
  failNextAfter(operation: StoreOperation, error: Error): void {
    this.#faults.push({ operation, error, when: "after" });
  }

  /** The port with the faults built in. */
  wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          const fault = this.#take(name);
          if (fault?.when === "before") throw fault.error;
          const answer: unknown = await Reflect.apply(member, target, args);
          if (fault) throw fault.error;
          return answer;
        };
      },
    });
  }

  #take(operation: string | symbol): Fault | undefined {
    const index = this.#faults.findIndex((fault) => fault.operation === operation);
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0];
  }
}
