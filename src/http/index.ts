import "../base/zod-without-jit.ts";

export { serveHttp } from "./node/serve-http.ts";
