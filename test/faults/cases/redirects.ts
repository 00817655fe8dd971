import { redirectFaults } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { type FaultCase, permanent } from "../case.ts";

/** Redirects that must not be followed. They point back to the same server, which would record the request. */
export const redirectCases: FaultCase[] = Object.keys(redirectFaults("")).map((name) =>
  permanent(name, redirectTo(name), "redirect", { status: Number(name.slice(0, 3)) }),
);

function redirectTo(name: string): Fault {
  return (request, nth, socket) => {
    const port = request.headers.host?.split(":")[1];
    return redirectFaults(`http://localhost:${port}`)[name]?.(request, nth, socket);
  };
}
