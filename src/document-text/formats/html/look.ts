import { declarationsIn, withoutComments } from "./css-rules.ts";
import type { DisplayValue, Layout } from "./display.ts";
import type { FontSize } from "./font.ts";
import type { Content } from "./generated.ts";
import { applyDeclaration, applyUnknown } from "./keywords.ts";
import type { Sides } from "./sides.ts";
import { hasVariable, type Variables, variablesIn } from "./variables.ts";

/** What a style changes of what a reader sees. Undefined where it says nothing. */
export interface Look extends Sides {
  /** Whether something in it may take the element out of sight; a quick test. */
  mayHide?: true;
  /** Not displayed, with all that is in the element. */
  isGone?: boolean;
  /** Inherited, but an element inside may be visible. */
  isInvisible?: boolean;
  isTransparent?: boolean;
  /** Whether an animation shows what is transparent or invisible at first. */
  isAnimated?: boolean;
  /** Whether `clip`, `clip-path` or `content-visibility` leaves nothing of it. */
  isClipped?: boolean;
  isCutOut?: boolean;
  isSkipped?: boolean;
  /** Whether these are zero. */
  noWidth?: boolean;
  noMaxWidth?: boolean;
  noHeight?: boolean;
  noMaxHeight?: boolean;
  /** Whether a box without a height has room for text anyway. */
  isPadded?: boolean;
  /** Whether what does not fit into the box is not shown. */
  isCut?: boolean;
  position?: string;
  isFloating?: boolean;
  /** Whether it is so far above its place, or moved so far to the left, that it is out of sight. */
  isFarAbove?: boolean;
  isFarMoved?: boolean;
  /** Whether a transformation leaves no width or no height. */
  isShrunk?: boolean;
  isScaledAway?: boolean;
  isFiltered?: boolean;
  /** By how much it is drawn larger or smaller. */
  zoom?: number;
  /** Whether text in its color is not seen; inherited, and for drawings separate. */
  isClear?: boolean;
  isUnfilled?: boolean;
  /** Whether text without a color is seen anyway. */
  isOutlined?: boolean;
  isRed?: boolean;
  /** Whether text is from right to left, and whether also that of other scripts. */
  isRightToLeft?: boolean;
  isOverriding?: boolean;
  /** Whether the first line begins out of sight; inherited. */
  isOutdented?: boolean;
  fontSize?: FontSize;
  /** `^` for raised text, `_` for lowered text. */
  level?: string;
  /** The same for text that is moved from its place. */
  offset?: string;
  isStruck?: boolean;
  display?: DisplayValue;
  /** A font whose letters are drawn as symbols; empty for other fonts. Inherited. */
  symbolFont?: string;
  /** Whether line breaks and spaces stay as they are; inherited. */
  isPreformatted?: boolean;
  /** How the boxes in the element are placed, if not one below the other; a flexible box may form a column. */
  layout?: Layout;
  isColumn?: boolean;
  /** The text of what is before or after an element, and the looks of these two for the element itself. */
  content?: Content;
  before?: Readonly<Look>;
  after?: Readonly<Look>;
  /** Whether it depends on a variable that is not known whether text is hidden or struck out. */
  isUnknown?: boolean;
}

export interface Looks {
  normal: Readonly<Look>;
  /** Set with `!important`. */
  important: Readonly<Look> | undefined;
}

export interface ShapedLooks extends Looks {
  /** Both, for an element without rules. */
  shown: Readonly<Look>;
}

// All properties, in one order.
const unset: { [Property in keyof Required<Look>]: undefined } = {
  hasSides: undefined,
  marginLeft: undefined,
  marginRight: undefined,
  paddingLeft: undefined,
  paddingRight: undefined,
  borderLeft: undefined,
  borderRight: undefined,
  left: undefined,
  right: undefined,
  top: undefined,
  bottom: undefined,
  width: undefined,
  letterSpacing: undefined,
  mayHide: undefined,
  isGone: undefined,
  isInvisible: undefined,
  isTransparent: undefined,
  isAnimated: undefined,
  isClipped: undefined,
  isCutOut: undefined,
  isSkipped: undefined,
  noWidth: undefined,
  noMaxWidth: undefined,
  noHeight: undefined,
  noMaxHeight: undefined,
  isPadded: undefined,
  isCut: undefined,
  position: undefined,
  isFloating: undefined,
  isFarAbove: undefined,
  isFarMoved: undefined,
  isShrunk: undefined,
  isScaledAway: undefined,
  isFiltered: undefined,
  zoom: undefined,
  isClear: undefined,
  isUnfilled: undefined,
  isOutlined: undefined,
  isRed: undefined,
  isRightToLeft: undefined,
  isOverriding: undefined,
  isOutdented: undefined,
  fontSize: undefined,
  level: undefined,
  offset: undefined,
  isStruck: undefined,
  display: undefined,
  symbolFont: undefined,
  isPreformatted: undefined,
  layout: undefined,
  isColumn: undefined,
  content: undefined,
  before: undefined,
  after: undefined,
  isUnknown: undefined,
};

/** A look with all properties, for elements: reading those of objects with many shapes takes several times as long. */
export function shapedLook(look: Readonly<Look>): Readonly<Look> {
  return { ...unset, ...look };
}

/** What a look sets. */
export function setIn(look: Readonly<Look>): Look {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}

/** Changes nothing. */
export const noLook: Readonly<Look> = {};
export const noLooks: ShapedLooks = { normal: noLook, important: undefined, shown: shapedLook(noLook) };

const maxKnown = 1000;
const maxKnownCharacters = 500;

/** The looks of `style` attributes. The same few repeat on a page that a program has written. */
export class KnownLooks {
  readonly #known = new Map<string, ShapedLooks>();
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  of(style: string): ShapedLooks {
    const known = this.#known.get(style);
    if (known) return known;
    const { normal, important } = looksOf(style, this.#variables);
    const looks =
      normal === noLook ? noLooks : { normal, important, shown: shapedLook({ ...normal, ...important }) };
    if (this.#known.size < maxKnown && style.length <= maxKnownCharacters) this.#known.set(style, looks);
    return looks;
  }
}

const relevant =
  /\ball\s*:|display|visibility|font|opacity|filter|transform|scale|translate|color|fill|stroke|shadow|clip|inset|height|width|margin|padding|border|letter-spacing|text-decoration|content|float|position|white-space|flex-|overflow|animation|direction|bidi|vertical-align|left|right|top|bottom|indent/i;

/** What declarations such as `display: none; color: red` do to text. */
export function looksOf(declarations: string, variables: Variables): Looks {
  if (!relevant.test(declarations)) return noLooks;
  const beside = hasVariable(declarations) ? variablesIn(declarations) : undefined;
  const looks: { normal: Look; important: Look | undefined } = { normal: {}, important: undefined };
  for (const declaration of declarationsIn(withoutComments(declarations))) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const written = declaration.slice(colon + 1).trim();
    const mark = written.lastIndexOf("!");
    const isImportant = mark >= 0 && /^!\s*important$/i.test(written.slice(mark));
    if (isImportant) looks.important ??= {};
    const look = isImportant ? looks.important : looks.normal;
    const value = isImportant ? written.slice(0, mark).trimEnd() : written;
    if (!look) continue;
    if (!beside || !hasVariable(value)) applyDeclaration(look, name, value);
    else {
      const resolved = variables.resolve(value, beside);
      if (resolved?.isSure) applyDeclaration(look, name, resolved.value);
      else applyUnknown(look, name, value, resolved?.value);
    }
  }
  // Such as those of `margin-top`.
  return looks.important || Object.keys(looks.normal).length > 0 ? looks : noLooks;
}
