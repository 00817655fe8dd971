// Loads dist/zod.cjs in the middle of a synchronous function, as the SDK needs it.
let zod;

export function loadZod() {
  zod ??= load();
  return zod;
}

function load() {
  try {
    return process.getBuiltinModule("node:module").createRequire(import.meta.url)("./zod.cjs");
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    // The SDK may answer a client with its message, and that of require has paths. The code is that of a missing ES module.
    throw Object.assign(
      new Error("A part of this server could not be loaded. The operator must install the whole package."),
      { code: "ERR_MODULE_NOT_FOUND" },
    );
  }
}
