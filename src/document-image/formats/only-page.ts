import { NoSuchPage } from "../types.ts";

/** Throws NoSuchPage for another page than the only one of a photo. */
export function onlyPage(page: number): void {
  if (page !== 1) throw new NoSuchPage(page, 1);
}

export const firstFrame = "This is the first frame of an animation.";
