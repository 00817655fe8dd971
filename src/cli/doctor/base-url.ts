import type { Settings } from "../../settings/index.ts";
import { type Check, ok } from "./check.ts";

/** Where requests go. The settings have judged the URL already. */
export function baseUrlCheck({ sandbox }: Settings, { origin, pathname }: URL): Check {
  const url = origin + pathname.replace(/\/+$/, "");
  if (sandbox)
    return ok("base_url", `The embedded sandbox stands in for Codat, at ${url}: all of it is made up.`);
  const whose = url === "https://api.codat.io" ? "Codat's own" : "set by you, and not Codat's own";
  return ok("base_url", `The base URL is ${url}, ${whose}.`);
}
