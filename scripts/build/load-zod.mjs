// Loads dist/zod.cjs in the middle of a synchronous function, as the SDK needs it.
const { createRequire } = process.getBuiltinModule("node:module");
let zod;

export function loadZod() {
  zod ??= createRequire(import.meta.url)("./zod.cjs");
  return zod;
}
