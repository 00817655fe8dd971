import type { CallOptions, Client } from "../codat/client.ts";
import { readDataStatus } from "../codat/data-status.ts";
import { CodatError } from "../codat/error.ts";

/** A 409 with what Codat says of the company's customers; as it was, if that cannot be had. `options` are the call's own. */
export async function explainedNotReady(
  error: CodatError,
  client: Client,
  options: CallOptions,
): Promise<CodatError> {
  const { companyId } = error;
  if (error.kind !== "not_ready" || !companyId) return error;
  try {
    const { words, advice, mayCome } = await client.during(options, (codat) =>
      readDataStatus(codat, companyId, "customers"),
    );
    return new CodatError("not_ready", `${error.message} ${words}`, {
      ...error.facts,
      advice,
      retryable: mayCome,
    });
  } catch {
    return error;
  }
}
