import type { Guard } from "../codat/client.ts";
import type { Settings } from "../settings/index.ts";
import { permitRoute } from "./company-restriction.ts";
import type { Mask } from "./mask/mask.ts";

/** What stands between every request and Codat, and between every answer and its reader: the company restriction and the masks. */
export function createGuard({ companyIds }: Pick<Settings, "companyIds">, mask: Mask): Guard {
  return {
    permit(route, query) {
      permitRoute(companyIds, route);
      mask.permit(route, query);
    },
    cleanAnswer: mask.json,
    cleanMessage: mask.message,
  };
}
