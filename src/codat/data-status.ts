import type { Codat } from "./client.ts";
import { isObject, type JsonObject } from "./json.ts";
import { dataStatusRoute } from "./routes.ts";
import { type SyncState, syncState } from "./sync-state.ts";

/** The kinds of data that Codat keeps, by its own names. */
export const dataTypes = [
  "accountTransactions",
  "balanceSheet",
  "bankAccounts",
  "bankTransactions",
  "billCreditNotes",
  "billPayments",
  "bills",
  "cashFlowStatement",
  "chartOfAccounts",
  "company",
  "creditNotes",
  "customers",
  "directCosts",
  "directIncomes",
  "invoices",
  "itemReceipts",
  "items",
  "journalEntries",
  "journals",
  "paymentMethods",
  "payments",
  "profitAndLoss",
  "purchaseOrders",
  "salesOrders",
  "suppliers",
  "taxRates",
  "trackingCategories",
  "transfers",
  "banking-accountBalances",
  "banking-accounts",
  "banking-transactionCategories",
  "banking-transactions",
  "commerce-companyInfo",
  "commerce-customers",
  "commerce-disputes",
  "commerce-locations",
  "commerce-orders",
  "commerce-paymentMethods",
  "commerce-payments",
  "commerce-productCategories",
  "commerce-products",
  "commerce-taxComponents",
  "commerce-transactions",
] as const;

/** The fields of a data status. */
export const dataStatusFields = [
  "dataType",
  "currentStatus",
  "lastSuccessfulSync",
  "latestSyncId",
  "latestSuccessfulSyncId",
] as const;

/** The status of a company's data of one kind, and what it means. */
export interface DataStatus extends SyncState {
  /** Codat's own status, with `ageHours` where it is known and a `notice` of what it means. */
  json: JsonObject;
}

/** Asks how current Codat's copy of a company's data is; what was never synced is an answer too. */
export async function readDataStatus(codat: Codat, companyId: string, dataType: string): Promise<DataStatus> {
  const answer = await codat.json(dataStatusRoute(companyId));
  const given = answer[dataType];
  const state = syncState(given, dataType, Date.now());
  const status = isObject(given) ? given : { dataType };
  const age = state.ageHours === undefined ? {} : { ageHours: Math.round(state.ageHours * 10) / 10 };
  return { ...state, json: { ...status, ...age, notice: `${state.summary} ${state.advice}` } };
}
