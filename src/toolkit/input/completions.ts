import type { Completer } from "./complete.ts";

type Id = "companyId" | "connectionId" | "customerId" | "attachmentId";

const suggestions = () => import("../call/suggestions.ts");

export const completeCompanyId: Completer<Id> = async (...asked) =>
  (await suggestions()).completeCompanyId(...asked);
export const completeConnectionId: Completer<Id> = async (...asked) =>
  (await suggestions()).completeConnectionId(...asked);
export const completeCustomerId: Completer<Id> = async (...asked) =>
  (await suggestions()).completeCustomerId(...asked);
export const completeAttachmentId: Completer<Id> = async (...asked) =>
  (await suggestions()).completeAttachmentId(...asked);
export const completePastDate: Completer<string> = async (...asked) =>
  (await suggestions()).completePastDate(...asked);
