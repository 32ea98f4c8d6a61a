import { describe, expect, it, vi } from "vitest";
import { LoadTable } from "./load-table.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("what is loaded", () => {
  it("is asked for once, and told of", async () => {
    const load = vi.fn<(key: string) => Promise<string>>(async (key) => `${key}!`);
    const changed = vi.fn<() => void>();
    const table = new LoadTable(load, changed);
    table.want("a");
    table.want("a");
    expect(table.get("a")).toEqual({ status: "loading" });
    await settled();
    table.want("a");
    expect(table.get("a")).toEqual({ status: "ready", value: "a!" });
    expect(load).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it("is tried again after a failure, when it is wanted again", async () => {
    const load = vi.fn<() => Promise<string>>(async () => "there");
    load.mockRejectedValueOnce(new Error("The server is gone."));
    const table = new LoadTable(load, () => {});
    table.want("a");
    await settled();
    expect(table.get("a")).toEqual({ status: "failed", message: "The server is gone." });
    table.want("a");
    await settled();
    expect(table.get("a")).toEqual({ status: "ready", value: "there" });
  });

  it("stays there while it is loaded again", async () => {
    const load = vi.fn<() => Promise<string>>(async () => "new");
    load.mockResolvedValueOnce("old");
    const table = new LoadTable(load, () => {});
    table.refresh("a");
    await settled();
    table.refresh("a");
    table.refresh("a");
    expect(table.get("a")).toEqual({ status: "ready", value: "old" });
    await settled();
    expect(table.get("a")).toEqual({ status: "ready", value: "new" });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("does not grow without end", async () => {
    const table = new LoadTable(
      async (key: string) => key,
      () => {},
    );
    for (let number = 0; number < 100; number += 1) table.want(`${number}`);
    await settled();
    expect(table.get("0")).toBeUndefined();
    expect(table.get("99")).toBeDefined();
  });
});
