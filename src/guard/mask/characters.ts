import { once } from "../../base/once.ts";
export function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

const latin = once(() => /\p{Script=Latin}/u);

export function isLatinLetter(character: string): boolean {
  if (character > "\u007f") return latin().test(character);
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
}
