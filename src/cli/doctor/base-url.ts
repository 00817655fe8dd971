import type { Settings } from "../../settings/index.ts";
import { type Check, ok } from "./check.ts";

/** Where requests go. The settings have already validated the URL. */
export function baseUrlCheck({ sandbox }: Settings, { origin, pathname }: URL): Check {
  const url = origin + pathname.replace(/\/+$/, "");
  if (sandbox) return ok("base_url", `The sandbox replaces Codat at ${url}. All its data is made up.`);
  const whose = url === "https://api.codat.io" ? "Codat's default" : "not Codat's default";
  return ok("base_url", `The base URL is ${url} (${whose}).`);
}
