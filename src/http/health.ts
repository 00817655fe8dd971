/** Whether this process should get new requests. */
export interface Readiness {
  isReady: boolean;
}

const paths = ["/healthz", "/readyz"];

/** Answers probes, without a token and for every Host, and never asks Codat. Undefined for other paths. */
export function answerProbe({ url, method }: Request, { isReady }: Readiness): Response | undefined {
  const { pathname } = new URL(url);
  if (!paths.includes(pathname)) return undefined;
  const headers = { "cache-control": "no-store" };
  if (method !== "GET" && method !== "HEAD") {
    return Response.json(
      { status: "method not allowed" },
      { status: 405, headers: { ...headers, allow: "GET, HEAD" } },
    );
  }
  if (pathname === "/readyz" && !isReady) {
    return Response.json({ status: "stopping" }, { status: 503, headers });
  }
  return Response.json({ status: "ok" }, { headers });
}
