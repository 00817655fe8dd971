import { afterAll, beforeAll, describe } from "vitest";
import type { Upstream } from "../../support/upstream.ts";
import { type Service, type ServiceOptions, startCodat, startService } from "./service.ts";

interface Mode {
  name: string;
  host: string;
  tokens: boolean;
}

export const everyMode: readonly Mode[] = [
  { name: "IPv4, no tokens", host: "127.0.0.1", tokens: false },
  { name: "IPv4, tokens", host: "127.0.0.1", tokens: true },
  { name: "IPv6, no tokens", host: "::1", tokens: false },
  { name: "IPv6, tokens", host: "::1", tokens: true },
];

/** Both addresses, and both with and without tokens. */
export const twoModes: readonly Mode[] = everyMode.filter(({ host, tokens }) => (host === "::1") === tokens);

/** Runs situations against a service in each mode, with a Codat that knows one customer. */
export function inModes(
  modes: readonly Mode[],
  define: (running: { service: () => Service; codat: () => Upstream }, mode: Mode) => void,
  options: ServiceOptions = {},
): void {
  for (const mode of modes) {
    describe(`${mode.name}:`, () => {
      let service: Service;
      let codat: Upstream;
      beforeAll(async () => {
        codat = await startCodat();
        const environment = { ...codat.environment, ...options.environment };
        service = await startService({ ...options, ...mode, environment });
      });
      afterAll(async () => {
        await service?.[Symbol.asyncDispose]();
        await codat?.[Symbol.asyncDispose]();
      });
      define({ service: () => service, codat: () => codat }, mode);
    });
  }
}
