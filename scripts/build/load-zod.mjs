// Loads dist/zod.cjs in the middle of a synchronous function, as the SDK needs it.
let zod;

export function loadZod() {
  zod ??= process.getBuiltinModule("node:module").createRequire(import.meta.url)("./zod.cjs");
  return zod;
}
