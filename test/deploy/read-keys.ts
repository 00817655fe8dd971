/**
 * Runs a validator and returns the paths of the keys that it never read. Generated validators read every key of their
 * schema, so the others are unknown: a misspelled optional key is valid otherwise.
 */
export function findUnreadKeys(value: unknown, validate: (watched: unknown) => void): string[] {
  const unread = new Set<string>();
  validate(watch(value, "", unread));
  return [...unread];
}

function watch(value: unknown, path: string, unread: Set<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const children = new Map(
    Object.entries(value).map(([key, child]) => [key, watch(child, `${path}/${key}`, unread)] as const),
  );
  for (const key of children.keys()) unread.add(`${path}/${key}`);
  return new Proxy(value, {
    get(target, key, receiver) {
      if (typeof key !== "string" || !children.has(key)) return Reflect.get(target, key, receiver);
      unread.delete(`${path}/${key}`);
      return children.get(key);
    },
  });
}
