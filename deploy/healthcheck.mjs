// Exits with 0 if the HTTP service in this container accepts requests. Images without a shell have no curl.
const port = process.env.CODAT_HTTP_PORT || "8080";
const signal = AbortSignal.timeout(4_000);
const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { signal }).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(isReady ? 0 : 1);
