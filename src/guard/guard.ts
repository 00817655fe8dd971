import type { Guard } from "../codat/client.ts";
import type { CompanyAccess } from "../settings/index.ts";
import { permitRoute } from "./company-restriction.ts";
import type { Mask } from "./mask/mask.ts";

/** Checks every request before it is sent, and masks every response before it is used. */
export function createGuard(access: CompanyAccess, mask: Mask): Guard {
  return {
    permit(route, query) {
      permitRoute(access, route);
      mask.permit(route, query);
    },
    cleanAnswer: mask.json,
    cleanMessage: mask.message,
  };
}
