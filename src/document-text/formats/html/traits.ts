import { isFormula } from "./formula.ts";
import { partByName, type TablePart } from "./tables.ts";

/** What a browser does with the elements of a name, whatever their style. */
export interface Traits {
  part: TablePart | undefined;
  /** Whether each begins a line. All others are inline, also those with unknown names. */
  isBlock: boolean;
  /** Whether it stands apart from the text around it, as in a box. */
  isBoxed: boolean;
  /** Whether it has no box unless a style gives it one. */
  isContents: boolean;
  /** Whether the content is not text, a pronunciation guide, or for browsers that cannot show the element. */
  isUnseen: boolean;
  /** The same, but in a drawing only. */
  isUnseenInSvg: boolean;
  /** Whether a drawing only shows it where it refers to it. */
  isReferredTo: boolean;
  /** Whether something from another file stands in its place. */
  isEmbedding: boolean;
  /** Whether something without text is drawn in its place. */
  isDrawn: boolean;
  /** Whether a style adds nothing to its content, because something else stands in its place. */
  isReplaced: boolean;
  isInHead: boolean;
  isStruck: boolean;
  /** Whether it keeps its line breaks and spaces. */
  isPreformatted: boolean;
  /** Whether it changes nothing of how what is in it looks. */
  isPlain: boolean;
  /** Whether its parts have places of their own in a formula. */
  isFormula: boolean;
}

const names: Readonly<Record<Exclude<keyof Traits, "part" | "isPlain" | "isFormula">, string>> = {
  isBlock:
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p plaintext pre search section " +
    "summary table tbody td text textarea tfoot th thead tr ul xmp",
  isBoxed: "button meter progress marquee",
  isContents: "slot",
  isUnseen:
    "head script style template title noembed noframes iframe object audio video canvas datalist rp rt rtc",
  isUnseenInSvg: "desc metadata",
  isReferredTo: "defs symbol clippath mask pattern marker",
  isEmbedding: "iframe object frame",
  isDrawn: "img iframe object embed video audio canvas svg",
  isReplaced:
    "img input br hr select option optgroup textarea iframe embed object video audio canvas svg progress meter",
  isInHead: "base basefont bgsound link meta noscript script style template title",
  isStruck: "s strike del",
  isPreformatted: "pre textarea listing xmp plaintext",
};

const styled = "font small big sup sub bdo".split(" ");

const usual: Readonly<Traits> = {
  part: undefined,
  isBlock: false,
  isBoxed: false,
  isContents: false,
  isUnseen: false,
  isUnseenInSvg: false,
  isReferredTo: false,
  isEmbedding: false,
  isDrawn: false,
  isReplaced: false,
  isInHead: false,
  isStruck: false,
  isPreformatted: false,
  isPlain: false,
  isFormula: false,
};

const known = new Map<string, Traits>();
const maxKnown = 1000;

/** The traits of the elements of a name. */
export function traitsOf(name: string): Readonly<Traits> {
  const traits = known.get(name);
  if (traits) return traits;
  const found: Traits = { ...usual, part: partByName(name), isFormula: isFormula(name) };
  for (const [trait, list] of Object.entries(names)) {
    if (list.split(" ").includes(name)) Object.assign(found, { [trait]: true });
  }
  found.isPlain = !found.isStruck && !found.isPreformatted && !found.isContents && !styled.includes(name);
  if (known.size < maxKnown) known.set(name, found);
  return found;
}
