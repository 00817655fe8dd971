import { Unreadable } from "../document-text/types.ts";
import { damage } from "./check/inspection.ts";

const mostSide = 65_000;
const mostPixels = 100_000_000;

/** Refuses an image by its header, before any memory is used for its pixels. Throws Unreadable. */
export function checkSides({ width, height }: { width: number; height: number }): void {
  const size = `${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels`;
  if (width < 1 || height < 1) throw new Unreadable(`This image cannot be shown: its size is ${size}.`);
  if (width > mostSide || height > mostSide || width * height > mostPixels) {
    throw new Unreadable(
      `This image is too large to be shown: ${size}. Ask the borrower for a smaller one. The limit is ${mostPixels / 1e6} million pixels, and ${mostSide.toLocaleString("en")} on a side.`,
    );
  }
}

/** An image whose data is wrong or cannot be read: `problem` is one of `damage`. */
export function damaged(problem: string): Unreadable {
  return problem === damage.unusual
    ? new Unreadable(
        "This image uses a rare variant of its format and cannot be shown. Ask the borrower for it as JPEG, PNG or PDF.",
      )
    : new Unreadable(`This image cannot be shown: ${problem}. Ask the borrower for the file again.`);
}
