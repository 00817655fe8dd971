import { refuse } from "./respond.ts";

/** The response to a method that the endpoint does not have. */
export function refuseMethod(): Response {
  return refuse(405, "Only POST is supported: this server keeps no sessions.", {
    headers: { allow: "POST, OPTIONS" },
  });
}
