/** Processes all items, `lanes` of them at a time. */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  each: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await each(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
