import { well } from "../../support/fault-answers.ts";
import { type FaultCase, onceThenValid, permanent, transient } from "../case.ts";
import { backoff } from "../wait.ts";

const failed = "The TLS connection to Codat failed";

const distrusted = (["unknown CA", "expired", "wrong name", "no TLS"] as const).map((greeting) => ({
  ...permanent(`TLS: ${greeting}`, well, "network", { says: failed }),
  greetings: [greeting],
}));

// fetch keeps an abandoned handshake open for 10 s.
const restMs = 15_000;
const stalled = "TLS: stalled handshake";

/** Untrusted TLS, which is permanent, and a stalled handshake, which is transient. */
export const tlsCases: FaultCase[] = [
  ...transient(stalled, well, "timeout").map(
    (fault): FaultCase => ({
      ...fault,
      greetings: fault.name === onceThenValid(stalled) ? ["stalled", "well"] : ["stalled"],
      expect: { ...fault.expect, wait: backoff, restMs },
    }),
  ),
  ...distrusted,
];
