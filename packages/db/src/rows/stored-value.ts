import { HoldfastError, parse } from "@holdfast/core";

type Schema = Parameters<typeof parse>[0];

/**
 * A row as the domain value it stands for.
 *
 * @param build puts the candidate together; it may fail on what the row holds
 * @throws `storage_corrupt` naming table and row when the row does not stand for a valid value.
 */
export function storedValue<S extends Schema>(
  schema: S,
  { table, id }: { readonly table: string; readonly id: string },
  build: () => unknown,
): ReturnType<typeof parse<S>> {
  try {
    return parse(schema, build(), table);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HoldfastError("storage_corrupt", `Row ${id} of table ${table} is not valid: ${reason}`, {
      cause,
      details: { table, id },
    });
  }
}

/** A row that another one refers to. @throws `storage_corrupt` naming table and number when it is gone. */
export function referredRow<Row>(row: Row | undefined, table: string, number: number): Row {
  if (row) return row;
  throw new HoldfastError(
    "storage_corrupt",
    `Row number ${number} of table ${table} is gone, and others refer to it.`,
    {
      details: { table, id: String(number) },
    },
  );
}

/** The value of a JSON column; undefined for none, which is not the JSON value null. */
export function jsonOf(text: string | null): unknown {
  return text === null ? undefined : (JSON.parse(text) as unknown);
}
