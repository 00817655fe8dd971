import { type Client, createClient } from "../codat/client.ts";
import { createGuard } from "../guard/guard.ts";
import { createMask, type Mask } from "../guard/mask/mask.ts";
import type { Settings } from "../settings/index.ts";
import type { Shared } from "./shared.ts";

/** A client that reads what the settings allow, and the mask of its responses. */
export interface GrantClient {
  client: Client;
  mask: Mask;
}

/** The settings may be narrower than the process's own. */
export function createGrantClient(settings: Settings, { send }: Pick<Shared, "send">): GrantClient {
  const mask = createMask(settings.mask);
  return { mask, client: createClient(settings, { send, guard: createGuard(settings, mask) }) };
}
