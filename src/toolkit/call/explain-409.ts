import type { CallOptions, Client } from "../../codat/client.ts";
import { readDataStatus } from "../../codat/data-status.ts";
import { CodatError } from "../../codat/error.ts";

const refusedAllTheSame =
  "By that the customers are there, and yet this call was refused: call again in a minute. If it stays so, Codat's support can say why.";

/** A 409 with what Codat says of the company's customers; as it was, if that cannot be had. `options` are the call's own. */
export async function explainedNotReady(
  error: CodatError,
  client: Client,
  options: CallOptions,
): Promise<CodatError> {
  const { companyId } = error;
  if (error.kind !== "not_ready" || !companyId) return error;
  try {
    const { json, words, advice, mayCome } = await client.during(options, (codat) =>
      readDataStatus(codat, companyId, "customers"),
    );
    const explained = new CodatError("not_ready", `${error.message} ${words}`, {
      ...error.facts,
      advice: json.currentStatus === "Complete" ? refusedAllTheSame : advice,
      retryable: mayCome,
    });
    explained.tries = error.tries;
    return explained;
  } catch {
    return error;
  }
}
