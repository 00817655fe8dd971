import { type Length, lengthOf, pixelsIn } from "./lengths.ts";

/** The room that a style leaves at the sides of an element. */
export interface Sides {
  /** Whether it may leave any; a quick test. */
  hasSides?: true;
  marginLeft?: Length;
  marginRight?: Length;
  paddingLeft?: Length;
  paddingRight?: Length;
  borderLeft?: Length;
  borderRight?: Length;
  /** Where it stands, or how far it is moved. */
  left?: Length | "auto";
  right?: Length | "auto";
  top?: Length | "auto";
  bottom?: Length | "auto";
  width?: Length;
  /** Inherited. */
  letterSpacing?: Length;
}

/** The names of what only makes room beside text. */
export const sideNames: readonly (keyof Sides)[] = [
  "hasSides",
  "marginLeft",
  "marginRight",
  "paddingLeft",
  "paddingRight",
  "borderLeft",
  "borderRight",
  "width",
];

type Side = Exclude<keyof Sides, "hasSides" | "left" | "right" | "top" | "bottom">;
type Apply = (sides: Sides, value: string) => void;

/** What each property of a style does to the sides, by its name. */
export const sideProperties: readonly [string, Apply][] = [
  ...["margin", "padding"].flatMap((kind): [string, Apply][] => {
    const [left, right]: [Side, Side] =
      kind === "margin" ? ["marginLeft", "marginRight"] : ["paddingLeft", "paddingRight"];
    return [
      [kind, (sides, value) => setBoth(sides, left, right, ofFourSides(value).map(lengthOf))],
      [`${kind}-inline`, (sides, value) => setBoth(sides, left, right, ofTwoSides(value).map(lengthOf))],
      ...bySide(kind, "", left, right, lengthOf),
    ];
  }),
  ["border", (sides, value) => setBoth(sides, "borderLeft", "borderRight", [borderOf(value)])],
  ["border-inline", (sides, value) => setBoth(sides, "borderLeft", "borderRight", [borderOf(value)])],
  [
    "border-width",
    (sides, value) => setBoth(sides, "borderLeft", "borderRight", ofFourSides(value).map(lineWidthOf)),
  ],
  [
    "border-style",
    (sides, value) => setBoth(sides, "borderLeft", "borderRight", ofFourSides(value).map(withoutLine)),
  ],
  ...bySide("border", "", "borderLeft", "borderRight", borderOf),
  ...bySide("border", "-width", "borderLeft", "borderRight", lineWidthOf),
  ...bySide("border", "-style", "borderLeft", "borderRight", withoutLine),
  ["width", (sides, value) => setSide(sides, "width", lengthOf(value))],
  ["letter-spacing", (sides, value) => setSide(sides, "letterSpacing", lengthOf(value))],
];

function bySide(
  kind: string,
  end: string,
  left: Side,
  right: Side,
  read: (value: string) => Length | undefined,
): [string, Apply][] {
  const setLeft: Apply = (sides, value) => setSide(sides, left, read(value));
  const setRight: Apply = (sides, value) => setSide(sides, right, read(value));
  return [
    [`${kind}-left${end}`, setLeft],
    [`${kind}-right${end}`, setRight],
    [`${kind}-inline-start${end}`, setLeft],
    [`${kind}-inline-end${end}`, setRight],
  ];
}

/** Sets one side. A value that browsers do not know leaves what was set before. */
export function setSide(sides: Sides, side: Side, length: Length | undefined): void {
  if (!length) return;
  sides[side] = length;
  if (length.value !== 0) sides.hasSides = true;
}

function setBoth(sides: Sides, left: Side, right: Side, [first, last]: (Length | undefined)[]): void {
  setSide(sides, left, first);
  setSide(sides, right, last ?? first);
}

const words = /[^\s()]+(?:\([^()]*\))?/g;

/** Left and right of a shorthand for top, right, bottom and left. */
function ofFourSides(value: string): string[] {
  const [top = "", right = top, , left = right] = value.match(words) ?? [];
  return [left, right];
}

function ofTwoSides(value: string): string[] {
  const [start = "", end = start] = value.match(words) ?? [];
  return [start, end];
}

const none: Length = { value: 0, isRelative: false };
const drawn = /\b(solid|dotted|dashed|double|groove|ridge|inset|outset)\b/i;
const namedWidths: Readonly<Record<string, number>> = { thin: 1, medium: 3, thick: 5 };

/** The width of a border such as `1px solid red`. Without a style there is none. */
function borderOf(value: string): Length {
  if (!drawn.test(value)) return none;
  return value.split(/\s+/).map(lineWidthOf).find(Boolean) ?? { value: 3, isRelative: false };
}

function lineWidthOf(value: string): Length | undefined {
  const named = namedWidths[value.toLowerCase()];
  return named === undefined ? lengthOf(value) : { value: named, isRelative: false };
}

function withoutLine(style: string): Length | undefined {
  return /^(none|hidden)$/i.test(style) ? none : undefined;
}

/** The room beside the content of an element, in pixels. */
export interface RoomBeside {
  before: number;
  after: number;
  /** The room that a box takes up without content, if that is known; such a box moves what follows. */
  empty?: number;
  /** The room before such a box, and how many texts had come when it began. */
  began?: { pixels: number; texts: number };
}

/** The room before and after the content of an inline element, in pixels. A line at one side only keeps any text apart. */
export function roomBeside(sides: Sides, fontSize: number, isMoved: boolean): RoomBeside {
  const left = pixelsIn(sides.borderLeft, fontSize);
  const right = pixelsIn(sides.borderRight, fontSize);
  const moved = sides.left === "auto" ? sides.right : (sides.left ?? sides.right);
  const shift = isMoved && moved !== "auto" ? Math.abs(pixelsIn(moved, fontSize)) : 0;
  return {
    before:
      (left > 0 && right === 0 ? Number.POSITIVE_INFINITY : left) +
      pixelsIn(sides.marginLeft, fontSize) +
      pixelsIn(sides.paddingLeft, fontSize) +
      shift,
    after:
      (right > 0 && left === 0 ? Number.POSITIVE_INFINITY : right) +
      pixelsIn(sides.marginRight, fontSize) +
      pixelsIn(sides.paddingRight, fontSize) +
      shift,
  };
}
