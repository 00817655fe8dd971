/** Where text within a cell changes to another font: `from` counts UTF-16 units. */
export interface FontChange {
  from: number;
  font: number;
}

const isWide = 1;
const hasExtension = 4;
const hasRuns = 8;

/**
 * The font changes of a workbook's shared strings, by the number of the string ([MS-XLS] 2.4.265). `bodies` are those of the record
 * of the strings and of the records that continue it.
 */
export function readSharedStringFonts(bodies: readonly Buffer[]): Map<number, FontChange[]> {
  const found = new Map<number, FontChange[]>();
  const data = new Continued(bodies);
  data.skip(4);
  const count = data.number(4);
  for (let at = 0; at < count && !data.isAtEnd; at++) {
    const changes = stringFonts(data);
    if (changes.length > 0) found.set(at, changes);
  }
  return found;
}

function stringFonts(data: Continued): FontChange[] {
  const characters = data.number(2);
  const flags = data.number(1);
  const count = flags & hasRuns ? data.number(2) : 0;
  const extension = flags & hasExtension ? data.number(4) : 0;
  data.skipCharacters(characters, (flags & isWide) !== 0);
  const changes = readChanges(data, { count, bytes: 2, characters });
  data.skip(extension);
  return changes;
}

/** The font changes of a cell's own string (RString, [MS-XLS] 2.4.227; before Excel 97 with fields of one byte). */
export function ownStringFonts(body: Buffer): FontChange[] {
  if (body.length < 9) return [];
  const characters = body.readUInt16LE(6);
  const narrow = 8 + characters;
  const isOld = body.length === narrow + 1 + 2 * (body[narrow] ?? -1);
  const data = new Continued([body.subarray(isOld ? narrow : 8)]);
  if (!isOld) data.skipCharacters(characters, (data.number(1) & isWide) !== 0);
  const bytes = isOld ? 1 : 2;
  return readChanges(data, { count: data.number(bytes), bytes, characters });
}

// Of a hostile file's changes, only those count that stand in the text, in their order: no more than it has characters.
function readChanges(
  data: Continued,
  { count, bytes, characters }: { count: number; bytes: number; characters: number },
): FontChange[] {
  const changes: FontChange[] = [];
  for (let at = 0; at < count && !data.isAtEnd; at++) {
    const change = { from: data.number(bytes), font: data.number(bytes) };
    if (change.from < characters && change.from > (changes.at(-1)?.from ?? -1)) changes.push(change);
  }
  return changes;
}

/** Reads on through a record and those that continue it. */
class Continued {
  readonly #bodies: readonly Buffer[];
  #body = 0;
  #at = 0;

  constructor(bodies: readonly Buffer[]) {
    this.#bodies = bodies;
  }

  get isAtEnd(): boolean {
    while (this.#body < this.#bodies.length && this.#left === 0) this.#toNext();
    return this.#body >= this.#bodies.length;
  }

  number(bytes: number): number {
    let number = 0;
    for (let at = 0; at < bytes && !this.isAtEnd; at++)
      number += (this.#bodies[this.#body]?.[this.#at++] ?? 0) * 256 ** at;
    return number;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0 && !this.isAtEnd; ) {
      const step = Math.min(left, this.#left);
      this.#at += step;
      left -= step;
    }
  }

  /** Where characters are cut, a byte says again whether those that follow take two bytes. */
  skipCharacters(characters: number, wide: boolean): void {
    let width = wide ? 2 : 1;
    for (let left = characters; left > 0 && this.#body < this.#bodies.length; ) {
      const step = Math.min(left, Math.floor(this.#left / width));
      this.#at += step * width;
      left -= step;
      if (left === 0) return;
      this.#toNext();
      width = this.number(1) & isWide ? 2 : 1;
    }
  }

  get #left(): number {
    return (this.#bodies[this.#body]?.length ?? 0) - this.#at;
  }

  #toNext(): void {
    this.#body++;
    this.#at = 0;
  }
}
