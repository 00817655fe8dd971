import { redirectFaults } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { type FaultCase, lasting } from "../case.ts";

/** Redirects, none of which is followed: whoever did would be seen at the server that sent it, under its other name too. */
export const redirectCases: FaultCase[] = Object.keys(redirectFaults("")).map((name) =>
  lasting(name, redirectTo(name), "redirect", { status: Number(name.slice(0, 3)) }),
);

function redirectTo(name: string): Fault {
  return (request, nth, socket) => {
    const port = request.headers.host?.split(":")[1];
    return redirectFaults(`http://localhost:${port}`)[name]?.(request, nth, socket);
  };
}
