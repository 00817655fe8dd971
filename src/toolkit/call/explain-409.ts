import { advice } from "../../base/advice.ts";
import type { ToolError } from "../../base/tool-error.ts";
import type { CallOptions, Client } from "../../codat/client.ts";
import { readDataStatus } from "../../codat/data-status.ts";
import { CodatError } from "../../codat/error.ts";
import { isCustomerData } from "../../codat/routes.ts";

/** Adds the sync status of the company's customers to a 409. Returns other errors, and a 409 without a readable status, unchanged. */
export async function explain409(error: ToolError, client: Client, options: CallOptions): Promise<ToolError> {
  if (!(error instanceof CodatError) || error.kind !== "not_ready") return error;
  const { route } = error;
  const companyId = route && isCustomerData(route) ? route.companyId : undefined;
  if (!companyId) return error;
  try {
    const status = await client.withDeadline(options, (codat) =>
      readDataStatus(codat, companyId, "customers"),
    );
    const { upstreamMessage, correlationId, detailedErrorCode, service, retryAfterMs } = error;
    const explained = new CodatError("not_ready", `${error.message} ${status.summary}`, {
      status: error.status,
      upstreamMessage,
      correlationId,
      detailedErrorCode,
      service,
      retryAfterMs,
      advice: status.json.currentStatus === "Complete" ? advice.rejectedAlthoughReady : status.advice,
      retryable: status.isRunning,
    });
    explained.attemptsForRequest = error.attemptsForRequest;
    return explained;
  } catch {
    return error;
  }
}
