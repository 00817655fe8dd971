import ky, { type KyInstance } from "ky";

/** The one ky instance. `fetch` sends a request once and reads its whole body. */
export function createKy(fetch: (request: unknown, options: unknown) => Promise<Response>): KyInstance {
  return ky.create({
    fetch,
    // Each attempt has its own timeout, because ky's timeout does not cover the body.
    timeout: false,
    retry: { methods: ["get"], backoffLimit: Number.POSITIVE_INFINITY, jitter: false },
  });
}
