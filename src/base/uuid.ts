const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether an id has the form of a UUID, as companyId and connectionId must. */
export function isUuid(id: string): boolean {
  return uuid.test(id);
}
