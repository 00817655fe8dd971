/** In a page's own coordinates. */
export interface Rectangle {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Whether the center of a rectangle is in an area. */
export function isCentered({ left, right, bottom, top }: Rectangle, area: Rectangle): boolean {
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return x > area.left && x < area.right && y > area.bottom && y < area.top;
}
