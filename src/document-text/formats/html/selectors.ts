import type { Context } from "./contexts.ts";

/** An element, as selectors see it. */
export interface StyledElement {
  name: string;
  id: string;
  classes: readonly string[];
  attributes: Readonly<Record<string, string>>;
  /** Stands for all that selectors without attributes see of it and of what is around it. */
  context?: Context | undefined;
}

export interface AttributeTest {
  name: string;
  operator: string;
  value: string;
  /** Whether upper and lower case are the same. */
  isLoose: boolean;
}

export interface Compound {
  name: string;
  ids: string[];
  classes: string[];
  attributes: AttributeTest[];
  /** Lists of which one has to fit, as in `:is()`, or none may, as in `:not()`. */
  lists: { isNot: boolean; any: readonly Compound[] }[];
  /** Whether the element is the parent, not just an ancestor, of what follows. */
  isParent: boolean;
  /** Whether the selector is for what the style adds before or after the element. */
  added: "" | "before" | "after";
}

/** A selector's compounds, from the outermost ancestor to the element. */
export interface Selector {
  compounds: readonly Compound[];
  /** Its compounds the other way around, those that are child and parent together. */
  chains: readonly (readonly Compound[])[];
  weight: number;
}

const maxSelectorCharacters = 300;
const states =
  /^(hover|focus|focus-within|focus-visible|active|visited|target|checked|disabled|invalid|placeholder-shown)$/;
const token =
  /(\*|(?:[\w-]|[^\0-\x7f]|\\[\da-f]{1,6}\s?|\\.)+)|([.#])((?:[\w-]|[^\0-\x7f]|\\[\da-f]{1,6}\s?|\\.)+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*("[^"]*"|'[^']*'|[^\]\s]+)\s*([is]?)\s*)?\]|:(not|is|where|matches)\(([^()]*)\)|::?([\w-]+)(\([^()]*\))?|\s*([>+~])\s*|(\s+)/giy;

/** What is left of a selector that is not supported, without all that is around and beside the element and without its states. */
export function looseSelector(text: string): Selector | undefined {
  if (text.length > maxSelectorCharacters || /["\\]|:(?:before|after)/i.test(text)) return undefined;
  const states = /::?[\w-]+(?:\([^()]*\))?/g;
  const last =
    text
      .replace(states, "")
      .trim()
      .split(/[\s>+~]+/)
      .at(-1) ?? "";
  const selector = last === "" ? "unsupported" : parseSelector(last);
  return typeof selector === "object" ? selector : undefined;
}

/** Parses a selector. `never` applies only while a person uses the page; `unsupported` may apply. */
export function parseSelector(text: string): Selector | "never" | "unsupported" {
  if (text === "" || text.length > maxSelectorCharacters) return "unsupported";
  const compounds: Compound[] = [emptyCompound()];
  let weight = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const last = compounds.at(-1) ?? emptyCompound();
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) return "unsupported";
    const [
      ,
      name,
      sign,
      label = "",
      attribute,
      operator = "",
      value = "",
      flag = "",
      list,
      inner = "",
      pseudo,
      ,
      combinator,
    ] = found;
    if (name !== undefined) {
      last.name = name === "*" ? "" : withoutEscapes(name).toLowerCase();
      weight += name === "*" ? 0 : 1;
    } else if (sign === "#") last.ids.push(withoutEscapes(label));
    else if (sign === ".") last.classes.push(withoutEscapes(label));
    else if (attribute !== undefined)
      last.attributes.push(attributeTest(attribute, operator, value.replace(/^["']|["']$/g, ""), flag));
    else if (list !== undefined) {
      const next = token.lastIndex;
      // Parsing the list moves it.
      const any = inner.split(",").map((part) => parseSelector(part.trim()));
      token.lastIndex = next;
      const simple = any.flatMap((one) =>
        typeof one === "object" && one.compounds.length === 1 ? [one] : [],
      );
      if (simple.length < any.length) return "unsupported";
      last.lists.push({
        isNot: list.toLowerCase() === "not",
        any: simple.flatMap(({ compounds }) => compounds),
      });
      if (list.toLowerCase() !== "where") weight += Math.max(...simple.map((one) => one.weight));
    } else if (pseudo !== undefined) {
      const kind = pseudo.toLowerCase();
      if (kind === "before" || kind === "after") last.added = kind;
      else if (kind === "link" || kind === "any-link" || kind === "root") {
        if (kind === "root") last.name = "html";
        else last.attributes.push(attributeTest("href"));
        weight += 100;
      } else return states.test(kind) || found[0].startsWith("::") ? "never" : "unsupported";
    } else if (combinator === "+" || combinator === "~") return "unsupported";
    else {
      last.isParent = combinator === ">";
      compounds.push(emptyCompound());
    }
    if (sign === "#") weight += 10_000;
    else if (sign === "." || attribute !== undefined) weight += 100;
  }
  return { compounds, chains: chainsOf(compounds), weight };
}

function chainsOf(compounds: readonly Compound[]): Compound[][] {
  const chains: Compound[][] = [];
  for (const compound of compounds.toReversed()) {
    if (compound.isParent) chains.at(-1)?.push(compound);
    else chains.push([compound]);
  }
  return chains;
}

function emptyCompound(): Compound {
  return { name: "", ids: [], classes: [], attributes: [], lists: [], isParent: false, added: "" };
}

function attributeTest(name: string, operator = "", value = "", flag = ""): AttributeTest {
  const isLoose = flag.toLowerCase() === "i";
  const wanted = withoutEscapes(value);
  return { name: name.toLowerCase(), operator, value: isLoose ? wanted.toLowerCase() : wanted, isLoose };
}

const escaped = /\\(?:([\da-f]{1,6})\s?|(.))/gis;
const lastCharacter = 0x10ffff;

function withoutEscapes(label: string): string {
  if (!label.includes("\\")) return label;
  return label.replace(escaped, (_, hex: string | undefined, character: string | undefined) => {
    const point = Number.parseInt(hex ?? "", 16);
    return point > 0 && point <= lastCharacter ? String.fromCodePoint(point) : (character ?? "\ufffd");
  });
}

/** What an element needs for the selector to fit: `#id`, `.class`, a name, or nothing. */
export function keyOf({ compounds }: Selector): string {
  const last = compounds.at(-1);
  const [id] = last?.ids ?? [];
  const [name] = last?.classes ?? [];
  return id !== undefined ? `#${id}` : name !== undefined ? `.${name}` : (last?.name ?? "");
}

/** Whether the selector is for what the style adds before or after its element; empty if it is for the element itself. */
export function addedBy({ compounds }: Selector): "" | "before" | "after" {
  return compounds.at(-1)?.added ?? "";
}

/** Whether names, classes and ids of an element and of those around it decide whether the selector fits it. */
export function isWithoutAttributes({ compounds }: Selector): boolean {
  return compounds.every(hasNoAttributes);
}

function hasNoAttributes({ attributes, lists }: Compound): boolean {
  return attributes.length === 0 && lists.every(({ any }) => any.every(hasNoAttributes));
}

/** The ids in a selector. */
export function idsIn({ compounds }: Selector): string[] {
  return compounds.flatMap(({ ids, lists }) => [
    ...ids,
    ...lists.flatMap(({ any }) => any.flatMap((one) => one.ids)),
  ]);
}
