import { parse } from "@holdfast/core";
import type { z } from "zod";

/** What tRPC needs to know of a parser: how to call it, and both sides of its type. */
interface CheckedInput<Input, Output> {
  readonly _input: Input;
  readonly _output: Output;
  parse(value: unknown): Output;
}

/** A procedure's input, refused as core refuses it: `invalid_input`, naming the field, the value and what was expected. */
export function checkedInput<Schema extends z.ZodType>(
  schema: Schema,
  subject: string,
): CheckedInput<z.input<Schema>, z.output<Schema>> {
  const checked: Pick<CheckedInput<z.input<Schema>, z.output<Schema>>, "parse"> = {
    parse: (value) => parse(schema, value, subject),
  };
  // `_input` and `_output` exist for the type only, as in zod.
  return checked as CheckedInput<z.input<Schema>, z.output<Schema>>;
}
