import { lengthOf, pixelsIn } from "./lengths.ts";
import type { Anchor, Place } from "./placed.ts";
import type { StyledElement } from "./selectors.ts";
import { widthOf } from "./text-width.ts";

type Attributes = Readonly<Record<string, string>>;

interface SizedElement {
  attributes: Attributes;
  style: Readonly<{ fontSize: number }>;
}

/** Where the next text of a drawing stands, in its own units. */
export interface Pen {
  x: number;
  y: number;
  /** How far the text is raised above its line. */
  raised: number;
}

const presentation = [
  "display",
  "visibility",
  "opacity",
  "fill",
  "fill-opacity",
  "stroke",
  "font-size",
  "font-family",
  "letter-spacing",
  "text-decoration",
  "baseline-shift",
  "transform",
  "clip-path",
];

/** The style that attributes of an element in a drawing set. */
export function styleOfSvg(attributes: Attributes): string | undefined {
  const set = presentation.filter((name) => attributes[name] !== undefined);
  return set.length === 0 ? undefined : set.map((name) => `${name}:${attributes[name]}`).join(";");
}

/** Maps places of an element to places of the drawing: `[a, b, c, d, e, f]`, as in the attribute `transform`. */
type Matrix = readonly [number, number, number, number, number, number];

/** How an element of a drawing is moved, with all elements around it, and the pen of the text that it is in. */
export interface Drawing {
  matrix: Matrix;
  pen: Pen | undefined;
}

const unmoved: Matrix = [1, 0, 0, 1, 0, 0];

/** The drawing as an element in it sees it. */
export function drawingIn(outer: Drawing | undefined, name: string, { transform }: Attributes): Drawing {
  const matrix = outer?.matrix ?? unmoved;
  if (transform === undefined && name !== "text") return outer ?? { matrix, pen: undefined };
  return {
    matrix: transform === undefined ? matrix : [...operationsIn(transform)].reduce(product, matrix),
    pen: name === "text" ? { x: 0, y: 0, raised: 0 } : outer?.pen,
  };
}

function* operationsIn(transform: string): Generator<Matrix> {
  for (const [, name = "", written = ""] of transform
    .slice(0, maxCharacters)
    .matchAll(/(\w+)\s*\(([^()]*)\)/g)) {
    const [a = 0, b, c = 0, d = 0, e = 0, f = 0] = numbersIn(written);
    const angle = (a * Math.PI) / 180;
    if (name === "translate") yield [1, 0, 0, 1, a, b ?? 0];
    else if (name === "scale") yield [a, 0, 0, b ?? a, 0, 0];
    else if (name === "rotate")
      yield [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
    else if (name === "matrix") yield [a, b ?? 0, c, d, e, f];
  }
}

function product([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Where the pen stands in the drawing; undefined if the text is turned. */
export function placeInSvg(
  { matrix: [a, b, c, d, e, f], pen }: Drawing,
  fontSize: number,
): Place | undefined {
  if (!pen || Math.abs(b) > turned * Math.abs(a) || Math.abs(c) > turned * Math.abs(d)) return undefined;
  return {
    x: a * pen.x + c * pen.y + e,
    y: b * pen.x + d * pen.y + f,
    fontSize: fontSize * Math.abs(d),
    isPart: true,
    isInLine: false,
  };
}

/** Whether an element is a text of a drawing, or a part of one. */
export function isTextInSvg({ name }: StyledElement): boolean {
  return name === "text" || name === "tspan";
}

/** Moves the pen to where a text begins. Returns whether it begins at a new place, and not only higher or lower. */
export function movePen(pen: Pen, { attributes, style: { fontSize } }: SizedElement): boolean {
  const [x] = lengthsIn(attributes.x, fontSize);
  const [y] = lengthsIn(attributes.y, fontSize);
  const [dy = 0] = lengthsIn(attributes.dy, fontSize);
  const down = (y === undefined ? 0 : y - pen.y) + dy;
  if (x === undefined && Math.abs(down) < lineHeight * fontSize) {
    pen.raised -= down;
    pen.y += down;
    return false;
  }
  pen.x = x ?? pen.x;
  pen.y += down;
  pen.raised = 0;
  return true;
}

/** A text with spaces where lists of places leave room between its characters. */
export function spreadText(text: string, { attributes, style: { fontSize } }: SizedElement): string {
  const places = lengthsIn(attributes.x, fontSize);
  const moves = lengthsIn(attributes.dx, fontSize);
  if (places.length < 2 && moves.length < 2) return text;
  let spread = "";
  let at = 0;
  let last = "";
  for (const character of text.trim()) {
    const place = places[at];
    const before = places[at - 1];
    const gap =
      place !== undefined && before !== undefined
        ? place - before - widthOf(last) * fontSize
        : (moves[at] ?? 0);
    if (at > 0 && Math.abs(gap) >= spaceWidth * fontSize) spread += " ";
    spread += character;
    last = character;
    at++;
  }
  return spread;
}

/** Which part of a text stands at its place. */
export function anchorOf(attributes: Attributes): Anchor | undefined {
  const written = attributes["text-anchor"] ?? /text-anchor\s*:\s*(\w+)/.exec(attributes.style ?? "")?.[1];
  return written === "end" || written === "middle" ? written : undefined;
}

/** How far a part of a text is moved to the right. */
export function moveToRight({ attributes, style: { fontSize } }: SizedElement): number {
  return lengthsIn(attributes.dx, fontSize)[0] ?? 0;
}

function lengthsIn(list: string | undefined, fontSize: number): number[] {
  if (list === undefined) return [];
  const written = list.slice(0, maxListCharacters).split(/[\s,]+/);
  return written.map((one) => pixelsIn(lengthOf(one), fontSize));
}

function numbersIn(list: string): number[] {
  return list
    .split(/[\s,]+/)
    .filter((one) => one !== "")
    .map(Number.parseFloat);
}

const maxCharacters = 300;
const maxListCharacters = 10_000;
const turned = 0.01;
// In sizes of the font.
const lineHeight = 0.7;
const spaceWidth = 0.22;
