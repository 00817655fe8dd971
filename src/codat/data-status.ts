import type { Codat } from "./client.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import { dataStatusRoute } from "./routes.ts";
import { type SyncState, syncState } from "./sync-state.ts";

/** The sync status of one data type of a company, and what it means. */
export interface DataStatus extends SyncState {
  /** Codat's status, plus `ageHours` if known and a `notice` that explains it. */
  json: JsonObject;
}

/** Reads how current Codat's copy of a company's data is. Data that was never synced is a valid result. */
export async function readDataStatus(codat: Codat, companyId: string, dataType: string): Promise<DataStatus> {
  const answer = await codat.json(dataStatusRoute(companyId));
  const reported = answer[dataType];
  const state = syncState(reported, dataType, Date.now());
  const status = isObject(reported) ? reported : { dataType };
  const age = state.ageHours === null ? {} : { ageHours: state.ageHours };
  return { ...state, json: { ...status, ...age, notice: `${state.summary} ${state.advice}` } };
}
