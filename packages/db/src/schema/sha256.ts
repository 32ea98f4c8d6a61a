import { customType } from "drizzle-orm/sqlite-core";

/** A SHA-256: 64 hexadecimal digits in the program, 32 bytes in the database. */
export const sha256 = customType<{ data: string; driverData: Buffer }>({
  dataType: () => "blob",
  toDriver: (hex) => Buffer.from(hex, "hex"),
  fromDriver: (bytes) => bytes.toString("hex"),
});
