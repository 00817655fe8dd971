const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether an id is a UUID, as companyId and connectionId must be. */
export function isUuid(id: string): boolean {
  return uuid.test(id);
}
