import { createMemoryStore, testIds } from "@holdfast/core/testing";
import { describeWatch } from "../testing/watch-behaviour.js";

describeWatch("the memory store", async (clock) => createMemoryStore({ clock, ids: testIds() }));
