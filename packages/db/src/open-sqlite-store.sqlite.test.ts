import { describeStore } from "@holdfast/core/testing";
import { openTemporaryStore } from "./testing/temporary-store.js";

describeStore("SQLite store", openTemporaryStore);
