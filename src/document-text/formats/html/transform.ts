import { pixelsOf } from "./lengths.ts";

const operation = /([a-z\d]+)\(([^()]*)\)/gi;
const maxCharacters = 300;

/** Whether a `transform` leaves nothing of an element: no width, no height, or seen from the side. */
export function isShrunk(transform: string): boolean {
  return operationsIn(transform).some(({ name, values }) => {
    const numbers = values.map(Number.parseFloat);
    if (/^scale(3d)?$/.test(name)) return numbers.slice(0, 2).includes(0);
    if (name === "scalex" || name === "scaley") return numbers[0] === 0;
    if (name === "rotatex" || name === "rotatey")
      return /^-?(90|270)deg$|^-?0?\.[27]5turn$/.test(values[0] ?? "");
    if (name !== "matrix") return false;
    const [a = 1, b = 0, c = 0, d = 1] = numbers;
    return a * d - b * c === 0;
  });
}

/** How far a `transform` moves an element to the right, in pixels. */
export function movedRight(transform: string): number {
  return operationsIn(transform).reduce((sum, { name, values }) => {
    if (/^translate(x|3d)?$/.test(name)) return sum + (pixelsOf(values[0] ?? "") ?? 0);
    return name === "matrix" ? sum + (Number(values[4]) || 0) : sum;
  }, 0);
}

/** By how much a `transform` draws an element higher. */
export function zoomOf(transform: string): number {
  return operationsIn(transform).reduce((zoom, { name, values }) => {
    const height = name === "matrix" ? values[3] : name === "scale" ? (values[1] ?? values[0]) : undefined;
    return zoom * Math.abs(Number.parseFloat(height ?? "1") || 1);
  }, 1);
}

/** Whether the property `scale` leaves nothing of an element. */
export function isScaledAway(scale: string): boolean {
  return scale.split(/\s+/).slice(0, 2).map(Number.parseFloat).includes(0);
}

function operationsIn(transform: string): { name: string; values: string[] }[] {
  return [...transform.slice(0, maxCharacters).matchAll(operation)].map(([, name = "", values = ""]) => ({
    name: name.toLowerCase(),
    values: values.split(/[\s,]+/).filter((value) => value !== ""),
  }));
}
