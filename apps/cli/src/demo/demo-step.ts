/** Something that happened in the demo, as it is told. */
export interface DemoStep {
  readonly kind: "setup" | "work" | "kill" | "recovery" | "done";
  readonly text: string;
}
