/** Ids in a result: at most as many as asked for, then how many are omitted. */
export interface ListedIds {
  ids: unknown[];
  more?: number;
}

/** No result lists more ids than this. */
export const mostIds = 50;

/** Counts records, and keeps the ids of the first of them. */
export class IdList {
  readonly #ids: unknown[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(id: unknown): void {
    this.#count++;
    if (this.#ids.length < mostIds) this.#ids.push(id);
  }

  list(most: number): ListedIds {
    const ids = this.#ids.slice(0, most);
    const more = this.#count - ids.length;
    return { ids, ...(more > 0 && { more }) };
  }
}
