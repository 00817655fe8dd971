import { usualFontSize } from "./font.ts";
import { pixelsIn } from "./lengths.ts";
import type { Look } from "./look.ts";
import type { StyledElement } from "./selectors.ts";

/** Whether a look takes an element and all that is in it out of sight. `isBox` is false for inline elements and parts of tables. */
export function isOutOfSight(look: Look, isBox: boolean): boolean {
  if (!look.mayHide) return false;
  if (look.layout === "contents") return look.isGone === true;
  const isMoved = isOutOfFlow(look) || look.position === "relative";
  return (
    look.isGone === true ||
    look.isCutOut === true ||
    (look.isTransparent === true && !look.isAnimated) ||
    (look.isSkipped === true && isBox) ||
    (look.isClipped === true && isOutOfFlow(look)) ||
    look.isFiltered === true ||
    (isBox && isMovedAway(look)) ||
    (isMoved && isFarLeft(look)) ||
    isPulledFarLeft(look) ||
    (look.isFarAbove === true && isOutOfFlow(look))
  );
}

/** A page is wider than a container on it: what is moved to the left by more is out of sight, as text for screen readers. */
export const farLeftPx = 1500;

function isMovedAway({ isShrunk, isScaledAway, isFarMoved, isAnimated }: Look): boolean {
  return (isShrunk === true || isScaledAway === true || isFarMoved === true) && !isAnimated;
}

function isFarLeft({ left, right }: Look): boolean {
  if (left !== undefined && left !== "auto") return pixelsIn(left, usualFontSize) <= -farLeftPx;
  return right !== undefined && right !== "auto" && pixelsIn(right, usualFontSize) >= farLeftPx;
}

// A background as wide as the page has a padding of the same width.
function isPulledFarLeft({ marginLeft, paddingLeft }: Look): boolean {
  return pixelsIn(marginLeft, usualFontSize) + pixelsIn(paddingLeft, usualFontSize) <= -farLeftPx;
}

/** Whether an element out of sight still takes up room, so that what is around it does not stand side by side. */
export function leavesGap(look: Look): boolean {
  return !look.isGone && !isOutOfFlow(look);
}

/** Whether the box of an element has no room, and nothing outside the box is shown. */
export function isFlat(look: Look, isBox: boolean): boolean {
  if (!isBox || !look.isCut || look.isPadded) return false;
  return [look.noWidth, look.noMaxWidth, look.noHeight, look.noMaxHeight].includes(true);
}

/** Whether a style places an element anywhere on the page. */
export function isOutOfFlow({ position }: Look): boolean {
  return position === "absolute" || position === "fixed";
}

/** Whether a look may hide text. */
export function mayHide(look: Look): boolean {
  return (
    isOutOfSight({ ...look, position: look.position ?? "absolute" }, true) ||
    look.isInvisible === true ||
    look.isClear === true ||
    look.isUnfilled === true ||
    look.isOutdented === true ||
    look.fontSize?.value === 0
  );
}

/** The part of a look that shows what another one may hide, or sets it apart; undefined if there is none. */
export function showing({
  isGone,
  isInvisible,
  isTransparent,
  isFloating,
  display,
  layout,
}: Look): Look | undefined {
  const shown: Look = {};
  if (isGone === false) Object.assign(shown, display === "inline" ? { isGone } : { isGone, display, layout });
  if (isFloating) shown.isFloating = isFloating;
  if (isInvisible === false) shown.isInvisible = isInvisible;
  if (isTransparent === false) shown.isTransparent = isTransparent;
  return Object.keys(shown).length === 0 ? undefined : shown;
}

/** Whether browsers do not display an element unless a style says so. */
export function isClosedByName({ name, attributes }: StyledElement): boolean {
  if (attributes.hidden !== undefined || attributes.popover !== undefined) return true;
  return name === "dialog" && attributes.open === undefined;
}
