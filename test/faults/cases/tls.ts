import { well } from "../../support/fault-answers.ts";
import { type FaultCase, lasting, onceThenWell, passing } from "../case.ts";
import { backoff } from "../wait.ts";

const refused = "The TLS connection to Codat was refused";

const distrusted = (["unknown CA", "expired", "wrong name", "no TLS"] as const).map((greeting) => ({
  ...lasting(`TLS: ${greeting}`, well, "network", { says: refused }),
  greetings: [greeting],
}));

// fetch does not end a handshake that it no longer waits for: that takes it 10 s.
const restMs = 15_000;
const stalled = "TLS: stalled handshake";

/** TLS that cannot be trusted, which no attempt heals, and a handshake that stalls, which may pass. */
export const tlsCases: FaultCase[] = [
  ...passing(stalled, well, "timeout").map(
    (fault): FaultCase => ({
      ...fault,
      greetings: fault.name === onceThenWell(stalled) ? ["stalled", "well"] : ["stalled"],
      expect: { ...fault.expect, wait: backoff, restMs },
    }),
  ),
  ...distrusted,
];
