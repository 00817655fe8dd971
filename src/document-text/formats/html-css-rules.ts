/** The rules of a style sheet that apply on a screen, in their order. */
export function* rulesOf(css: string): Generator<[selectors: string, declarations: string]> {
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    if (open < 0) return;
    const head = afterStatements(css.slice(at, open))
      .trim()
      .replace(/^[}\s]+/, "");
    if (head.startsWith("@")) {
      at = isEntered(head) ? open + 1 : endOfBlock(css, open);
      continue;
    }
    const close = css.indexOf("}", open);
    const inner = css.indexOf("{", open + 1);
    // A rule inside this one.
    if (inner >= 0 && inner < close) {
      const end = Math.max(css.lastIndexOf(";", inner), open) + 1;
      yield [head, css.slice(open + 1, end)];
      at = end;
      continue;
    }
    yield [head, css.slice(open + 1, close < 0 ? css.length : close)];
    at = close < 0 ? css.length : close + 1;
  }
}

function isEntered(head: string): boolean {
  const [, name = "", condition = ""] = /^@([\w-]+)\s*(.*)$/s.exec(head) ?? [];
  if (/^media$/i.test(name)) return isForScreens(condition);
  return /^(supports|layer|document|-moz-document)$/i.test(name);
}

const widthPx = 1280;
const pxPerEm = 16;

/** Whether a list of media queries fits a screen of a usual width. */
export function isForScreens(queries: string): boolean {
  return queries.trim() === "" || queries.split(",").some(isForScreen);
}

function isForScreen(query: string): boolean {
  const [, not, type = "all", rest = ""] =
    /^\s*(?:only\s+)?(not\s+)?([a-z]+)?\s*(?:and\s*)?(.*)$/is.exec(query) ?? [];
  const features = rest.trim() === "" ? [] : rest.split(/\band\b/i);
  const fits = /^(all|screen)$/i.test(type) && features.every(isFeature);
  return not === undefined ? fits : !fits;
}

function isFeature(feature: string): boolean {
  const [, side = "", width, unit = ""] =
    /^\s*\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)\s*\)\s*$/i.exec(feature) ?? [];
  if (width === undefined) return false;
  const px = Number(width) * (/em/i.test(unit) ? pxPerEm : 1);
  return /min/i.test(side) ? px <= widthPx : px >= widthPx;
}

// Such as @charset and @import.
function afterStatements(head: string): string {
  return head.slice(head.lastIndexOf(";") + 1);
}

/** Removes comments. A pattern would scan to the end again for each comment that does not end. */
export function withoutComments(css: string): string {
  if (!css.includes("/*")) return css;
  let bare = "";
  let from = 0;
  for (let start = css.indexOf("/*"); start >= 0; start = css.indexOf("/*", from)) {
    bare += css.slice(from, start);
    const end = css.indexOf("*/", start + 2);
    if (end < 0) return bare;
    from = end + 2;
  }
  return bare + css.slice(from);
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === "{") depth++;
    else if (css[at] === "}" && --depth === 0) return at + 1;
  }
  return css.length;
}
