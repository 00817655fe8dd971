import { asBuffer } from "../../input/as-buffer.ts";
import type { OfficePackage } from "../../input/office-package.ts";
import type { Attributes } from "../../input/xml.ts";
import type { SizeOf } from "../open-xml/text-sizes.ts";

type Levels = number[];

/** The sizes of text that a layout, a master or a presentation states, by level. */
interface StatedSizes {
  placeholders: { type: string; index: string; levels: Levels }[];
  /** By the name of the element. */
  styles: Map<string, Levels>;
}

const unstated: StatedSizes = { placeholders: [], styles: new Map() };

/** The sizes of text on slides that do not state them. */
export class PlaceholderSizes {
  readonly #file: OfficePackage;
  readonly #read = new Map<string, StatedSizes>();
  readonly #presentation: string;

  constructor(file: OfficePackage, presentation: string) {
    this.#file = file;
    this.#presentation = presentation;
  }

  /** Finds the sizes for the shapes of a slide, by their placeholder; undefined stands for none. */
  async of(layoutPart: string | undefined): Promise<(placeholder: Attributes | undefined) => SizeOf> {
    const layout = await this.#stated(layoutPart);
    const related = layoutPart === undefined ? [] : await this.#file.relationships(layoutPart);
    const master = await this.#stated(related.find(({ kind }) => kind === "slideMaster")?.part);
    const { styles } = await this.#stated(this.#presentation);
    const others = styles.get("defaultTextStyle");
    const ofOthers: SizeOf = (level) => others?.[level];
    return (placeholder) => {
      if (placeholder === undefined) return ofOthers;
      const { type = "obj", idx: index } = placeholder;
      const onLayout =
        layout.placeholders.find((one) => index !== undefined && one.index === index) ??
        layout.placeholders.find((one) => one.type === type);
      const kind = kindOf(onLayout?.type ?? type);
      const onMaster = master.placeholders.find((one) => kindOf(one.type) === kind);
      const style = master.styles.get(`${kind}Style`);
      return (level) => onLayout?.levels[level] ?? onMaster?.levels[level] ?? style?.[level];
    };
  }

  async #stated(part: string | undefined): Promise<StatedSizes> {
    if (part === undefined || !this.#file.has(part)) return unstated;
    const known = this.#read.get(part) ?? statedIn((await this.#file.inflate(part)).chunks);
    this.#read.set(part, known);
    return known;
  }
}

/** The style of a master that applies to a placeholder. */
function kindOf(type: string): string {
  if (type === "title" || type === "ctrTitle") return "title";
  return /^(dt|ftr|sldNum|hdr)$/.test(type) ? "other" : "body";
}

const elements =
  /<(\/?)(?:[\w.-]{1,50}:)?((?:title|body|other|defaultText)Style|sp|ph|lvl[1-9]pPr|defRPr)(?=[\s/>])([^>]*)/g;

// Looking for a few elements costs a tenth of parsing.
function statedIn(chunks: readonly Uint8Array[]): StatedSizes {
  const found: StatedSizes = { placeholders: [], styles: new Map() };
  const text = Buffer.concat(chunks.map((chunk) => asBuffer(chunk))).toString("latin1");
  let levels: Levels | undefined;
  let level: number | undefined;
  for (const [, end = "", name = "", attributes = ""] of text.matchAll(elements)) {
    if (name.startsWith("lvl")) level = end === "" ? Number(name[3]) - 1 : undefined;
    else if (end !== "" || name === "sp") levels = name === "defRPr" ? levels : undefined;
    else if (name === "ph") {
      levels = [];
      const { type = "obj", idx = "" } = attributesIn(attributes);
      found.placeholders.push({ type, index: idx, levels });
    } else if (name !== "defRPr") {
      levels = [];
      found.styles.set(name, levels);
    } else {
      const size = Number(attributesIn(attributes).sz);
      if (levels && level !== undefined && size > 0) levels[level] ??= size;
    }
  }
  return found;
}

function attributesIn(tag: string): Attributes {
  return Object.fromEntries(
    [...tag.matchAll(/\b(type|idx|sz)\s*=\s*["']([^"']*)/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}
