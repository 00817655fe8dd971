import { withoutComments } from "./html-css-rules.ts";
import type { DisplayValue, Layout } from "./html-display.ts";
import type { FontSize } from "./html-font.ts";
import { applyDeclaration, applyUnknown } from "./html-keywords.ts";
import { hasVariable, type Variables, variablesIn } from "./html-variables.ts";

/** What a style changes of what a reader sees. Undefined where it says nothing. */
export interface Look {
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
  /** Whether it is so far to the left of its place, or above it, that it is out of sight. */
  isFarLeft?: boolean;
  isFarAbove?: boolean;
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
  /** Whether the style adds text. */
  isAdded?: boolean;
  /** Whether it depends on a variable that is not known whether text is hidden or struck out. */
  isUnknown?: boolean;
}

export interface Looks {
  normal: Readonly<Look>;
  /** Set with `!important`. */
  important: Readonly<Look> | undefined;
}

/** Changes nothing. */
export const noLook: Readonly<Look> = {};
export const noLooks: Looks = { normal: noLook, important: undefined };

const maxKnown = 1000;
const maxKnownCharacters = 500;

/** The looks of `style` attributes. The same few repeat on a page that a program has written. */
export class KnownLooks {
  readonly #known = new Map<string, Looks>();
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  of(style: string): Looks {
    const known = this.#known.get(style);
    if (known) return known;
    const looks = looksOf(style, this.#variables);
    if (this.#known.size < maxKnown && style.length <= maxKnownCharacters) this.#known.set(style, looks);
    return looks;
  }
}

const relevant =
  /\ball\s*:|display|visibility|font|opacity|(?:height|width)\s*:\s*[0.]|padding-|text-decoration|content|float|position|white-space|flex-|clip|overflow|animation|vertical-align|top|bottom|indent|-\d{3}/i;

/** What declarations such as `display: none; color: red` do to text. */
export function looksOf(declarations: string, variables: Variables): Looks {
  if (!relevant.test(declarations)) return noLooks;
  const beside = hasVariable(declarations) ? variablesIn(declarations) : undefined;
  const looks: { normal: Look; important: Look | undefined } = { normal: {}, important: undefined };
  for (const declaration of withoutComments(declarations).split(";")) {
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
