import "../base/zod-without-jit.ts";

export { createHttpHandler } from "./embed/create-http-handler.ts";
export { serveHttp } from "./node/serve-http.ts";
