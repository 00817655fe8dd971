import { isUuid } from "../../base/uuid.ts";
import { idProblem } from "../../codat/path.ts";
import type { CallNotes } from "../../guard/audit.ts";

const idNames = ["companyId", "connectionId", "customerId", "attachmentId"] as const;

/** Adds the ids in the arguments to the call's notes, for the audit log. */
export function noteIds(notes: CallNotes, args: Partial<Record<string, unknown>>): void {
  for (const name of idNames) {
    const id = args[name];
    if (typeof id === "string") notes[name] = id;
  }
}

/** Why a string cannot be the id with that name, as the end of a sentence, or undefined. */
export function namedIdProblem(name: string, id: string): string | undefined {
  return /^(company|connection)Id$/.test(name) && !isUuid(id) ? "must be a UUID" : idProblem(id);
}
