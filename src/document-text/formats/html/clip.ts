const emptyRectangle = /^rect\(\s*(?:[01](?:\.0*)?[a-z]*[\s,]+){3}[01](?:\.0*)?[a-z]*\s*\)$/i;

/** Whether a `clip` leaves nothing, or a dot. */
export function isEmptyRectangle(clip: string): boolean {
  return emptyRectangle.test(clip);
}

/** Whether a `clip-path` cuts out a part without an area. */
export function leavesNothing(path: string): boolean {
  if (/^(circle|ellipse)\(\s*0(px|%|em)?[\s)]/i.test(path)) return true;
  if (emptyRectangle.test(path)) return true;
  const corners = /^polygon\(([^()]*)\)$/i.exec(path)?.[1];
  if (corners !== undefined) return isOnOneLine(corners);
  const inset = /^inset\(([^()]*)\)$/i.exec(path)?.[1];
  if (inset === undefined) return false;
  const [top = 0, right = top, bottom = top, left = right] = inset
    .trim()
    .split(/\s+/)
    .map((one) => (/^[\d.]+%$/.test(one) ? Number.parseFloat(one) : 0));
  return top + bottom >= 100 || left + right >= 100;
}

/** Whether all corners of a polygon stand on one point, or above or beside each other. */
function isOnOneLine(corners: string): boolean {
  const points = corners
    .replace(/^\s*(nonzero|evenodd)\s*,/i, "")
    .split(",")
    .map((corner) => corner.trim().split(/\s+/).map(Number.parseFloat));
  return [0, 1].some((axis) => new Set(points.map((point) => point[axis])).size === 1);
}
