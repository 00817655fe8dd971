// What import.meta.url is in the worker's CommonJS files. Only those that use it load node:url.
export const fileUrl = /* @__PURE__ */ (() => require("node:url").pathToFileURL(__filename).href)();
