import { maxLevels } from "../../document-text/members/member.ts";

/** Why a text is no path of a file inside a file, such as `2` or `2/1`; undefined if it is one. */
export function memberProblem(text: string): string | undefined {
  if (!/^[1-9]\d{0,4}(?:\/[1-9]\d{0,4})*$/.test(text)) {
    return 'must be the number of a file in the list of a file\'s text, such as "2", or "2/1" for the first file inside the second';
  }
  const levels = text.split("/").length;
  return levels > maxLevels ? `must have at most ${maxLevels} levels; this path has ${levels}` : undefined;
}

/** The indexes of a path that memberProblem accepts. */
export function indexesOf(member: string): number[] {
  return member.split("/").map(Number);
}
