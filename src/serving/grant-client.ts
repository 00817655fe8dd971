import { type Client, createClient } from "../codat/client.ts";
import { createGuard } from "../guard/guard.ts";
import { createMask, type Mask } from "../guard/mask/mask.ts";
import type { TagOf } from "../guard/mask/pseudonyms.ts";
import type { Settings } from "../settings/index.ts";
import type { Shared } from "./shared.ts";

/** A client that reads what the settings allow, and the mask of its responses. */
export interface GrantClient {
  client: Client;
  mask: Mask;
}

/** The settings may be narrower than the process's own. `tagOf` replaces the numbers of masked values. */
export function createGrantClient(
  settings: Settings,
  { send }: Pick<Shared, "send">,
  tagOf?: TagOf,
): GrantClient {
  const mask = createMask(settings.mask, { maskedBy: settings.maskedBy, tagOf });
  return { mask, client: createClient(settings, { send, guard: createGuard(settings, mask) }) };
}
