import { posix } from "node:path";
import { bounds } from "../bounds.ts";
import { Unreadable } from "../types.ts";
import { type Attributes, readXml, type XmlEvents } from "./xml.ts";
import { type Inflated, Zip } from "./zip.ts";

/** Kinds of content that a document shows although it only links to them. */
const shownKinds = /^(image|oleObject|video|audio)$/;

export interface Relationship {
  id: string;
  /** The last segment of the relationship type's URI: `worksheet`, `notesSlide`. */
  kind: string;
  /** The name of the part within the package. */
  part: string;
}

/** A DOCX, XLSX or PPTX file: its parts and their relationships. */
export class OfficePackage {
  readonly #zip: Zip;
  readonly #relationships = new Map<string, Promise<Relationship[]>>();
  readonly #linked = new Set<string>();

  private constructor(zip: Zip) {
    this.#zip = zip;
  }

  static async open(bytes: Uint8Array, inflated?: Inflated): Promise<OfficePackage> {
    return new OfficePackage(await Zip.open(bytes, inflated));
  }

  has(part: string): boolean {
    return this.#zip.has(part);
  }

  /** Returns the name of the main document part. `usual` is its name in files that do not state it. */
  async main(usual: string): Promise<string> {
    const named = (await this.relationships("")).filter(({ kind }) => kind === "officeDocument");
    const existing =
      named.find(({ part }) => this.has(part)) ?? (this.has(usual) ? { part: usual } : undefined);
    const found = existing ?? named[0];
    if (!found) throw new Unreadable(noMain);
    return found.part;
  }

  /** The kinds of content that parts whose relationships were read show from outside the package. */
  get linked(): ReadonlySet<string> {
    return this.#linked;
  }

  /** Returns a part's relationships within the package; `""` is the package itself. External targets are omitted. */
  relationships(from: string): Promise<Relationship[]> {
    const known = this.#relationships.get(from) ?? this.#readRelationships(from);
    this.#relationships.set(from, known);
    return known;
  }

  async #readRelationships(from: string): Promise<Relationship[]> {
    const directory = posix.dirname(from);
    const part = posix.join(directory, "_rels", `${posix.basename(from)}.rels`);
    const found: Relationship[] = [];
    const partAt = (target: string) => this.#partAt(directory, target);
    const linked = this.#linked;
    // A chart keeps its values, and links to the workbook that they come from.
    const isChart = /(^|\/)charts$/.test(directory);
    if (!this.has(part)) return found;
    const events: XmlEvents = {
      open(name, attributes) {
        const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
        if (found.length >= bounds.entries) throw new Unreadable(tooManyRelationships);
        if (name !== "rel:Relationship" || !id || !type || !target) return true;
        const kind = type.slice(type.lastIndexOf("/") + 1);
        if (mode?.toLowerCase() !== "external") found.push({ id, kind, part: partAt(target) });
        else if (shownKinds.test(kind) && !isChart) linked.add(kind);
        return true;
      },
      close() {},
      text() {},
    };
    await readXml(this.#zip.chunks(part), events, "rel");
    return found;
  }

  /** Returns a whole part. */
  async bytes(part: string): Promise<Uint8Array> {
    const { chunks, failure } = await this.inflate(part);
    if (failure) throw failure;
    return Buffer.concat(chunks);
  }

  /** Returns a part's bytes, up to where they can be read, for `readChunks`. */
  async inflate(part: string): Promise<{ chunks: Uint8Array[]; failure?: unknown }> {
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of this.#zip.chunks(part)) chunks.push(chunk);
    } catch (failure) {
      return { chunks, failure };
    }
    return { chunks };
  }

  /** Streams a part. Reads only the first version of alternative content. */
  read(part: string, events: XmlEvents): Promise<void> {
    return this.readChunks(this.#zip.chunks(part), events);
  }

  readChunks(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, events: XmlEvents): Promise<void> {
    // Of the formats in such a package, only SpreadsheetML is usually written without prefixes.
    return readXml(chunks, new FirstAlternative(events), "x");
  }

  // Targets are URIs, but some programs write Windows paths, or leave out the percent signs.
  #partAt(directory: string, target: string): string {
    const path = target.replaceAll("\\", "/").replace(/#.*$/s, "");
    const part = path.startsWith("/") ? posix.normalize(path.slice(1)) : posix.join(directory, path);
    return this.has(part) ? part : percentDecoded(part);
  }
}

const noMain = "This file is broken: it does not name its main document part.";
const tooManyRelationships = `This file has more than ${bounds.entries.toLocaleString("en")} relationships between its parts. No normal document has that many.`;

function percentDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// Office writes text boxes twice: for programs that support the newer markup (Choice) and for others (Fallback).
class FirstAlternative implements XmlEvents {
  readonly #events: XmlEvents;
  readonly #isTaken: boolean[] = [];

  constructor(events: XmlEvents) {
    this.#events = events;
  }

  open(name: string, attributes: Attributes): boolean {
    if (name === "mc:AlternateContent") this.#isTaken.push(false);
    if (name === "mc:Choice" || name === "mc:Fallback") {
      const last = this.#isTaken.length - 1;
      if (this.#isTaken[last]) return false;
      if (last >= 0) this.#isTaken[last] = true;
    }
    return this.#events.open(name, attributes);
  }

  close(name: string): void {
    if (name === "mc:AlternateContent") this.#isTaken.pop();
    this.#events.close(name);
  }

  text(text: string): void {
    this.#events.text(text);
  }
}
