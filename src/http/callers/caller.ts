import type { CompanyIds, MaskKind, Toolset } from "../../settings/index.ts";

/** Who calls, and what the caller may read of what the settings allow. */
export interface Caller {
  /** Stands in the log and the audit log: the name in the tokens file, or the `sub` of a person who signed in. */
  name: string;
  /** The name of that person. */
  personName?: string | undefined;
  /** What the limits of calls count by. Omitted: the name. */
  limitKey?: string | undefined;
  /** UUIDs, or "all" that the settings allow. */
  companies: CompanyIds;
  /** Omitted: those of the settings. */
  toolsets?: readonly Toolset[] | undefined;
  /** Masked in addition to the settings' masks. */
  mask?: readonly MaskKind[] | undefined;
  /** Why a toolset outside `toolsets` may not be called, if the caller can get a scope for it. */
  refuseToolset?: ((toolset: Toolset) => Refusal) | undefined;
}

/** Why a request is refused before it reaches MCP. */
export interface Refusal {
  status: 400 | 401 | 403 | 503;
  /** One sentence: what is wrong, and what to do. */
  message: string;
  /** The error code of a bearer challenge: `invalid_token`, `insufficient_scope`. */
  error?: string;
  /** Who is refused, if that is known. */
  caller?: Pick<Caller, "name" | "personName">;
  /** The scopes that a new token needs, separated by spaces. */
  scope?: string;
  retryAfterSeconds?: number;
}

/** Finds out who sends a request. The request's body is not read. */
export type Authenticate = (request: Request) => Promise<Caller | Refusal>;

export function isRefusal(answer: object): answer is Refusal {
  return "status" in answer;
}
