// By the prefix that our readers use. OOXML has two URIs for each: transitional, and strict.
const openXml: Record<string, string> = {
  a: "drawingml/2006/main",
  c: "drawingml/2006/chart",
  dgm: "drawingml/2006/diagram",
  m: "officeDocument/2006/math",
  p: "presentationml/2006/main",
  r: "officeDocument/2006/relationships",
  w: "wordprocessingml/2006/main",
  wp: "drawingml/2006/wordprocessingDrawing",
  x: "spreadsheetml/2006/main",
  xdr: "drawingml/2006/spreadsheetDrawing",
};

const others: Record<string, string> = {
  cx: "http://schemas.microsoft.com/office/drawing/2014/chartex",
  dsp: "http://schemas.microsoft.com/office/drawing/2008/diagram",
  mc: "http://schemas.openxmlformats.org/markup-compatibility/2006",
  p14: "http://schemas.microsoft.com/office/powerpoint/2010/main",
  p188: "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
  rel: "http://schemas.openxmlformats.org/package/2006/relationships",
  w14: "http://schemas.microsoft.com/office/word/2010/wordml",
  wps: "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
  x14: "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
  threaded: "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",
  // VML, and what Excel adds to it.
  excel: "urn:schemas-microsoft-com:office:excel",
  o: "urn:schemas-microsoft-com:office:office",
  v: "urn:schemas-microsoft-com:vml",
  // SpreadsheetML 2003.
  ss: "urn:schemas-microsoft-com:office:spreadsheet",
  // OpenDocument uses these.
  dc: "http://purl.org/dc/elements/1.1/",
  xlink: "http://www.w3.org/1999/xlink",
};

const openDocument: Record<string, string> = {
  chart: "chart",
  draw: "drawing",
  fo: "xsl-fo-compatible",
  form: "form",
  manifest: "manifest",
  number: "datastyle",
  office: "office",
  presentation: "presentation",
  style: "style",
  svg: "svg-compatible",
  table: "table",
  text: "text",
};

const prefixOf = new Map([
  ...Object.entries(openXml).flatMap(([prefix, name]): [string, string][] => [
    [`http://schemas.openxmlformats.org/${name}`, prefix],
    [`http://purl.oclc.org/ooxml/${name.replace("/2006/", "/")}`, prefix],
  ]),
  // Written by a pre-release of Excel 2007.
  ["http://schemas.microsoft.com/office/excel/2006/2", "x"],
  ...Object.entries(others).map(([prefix, uri]): [string, string] => [uri, prefix]),
  ...Object.entries(openDocument).map(([prefix, name]): [string, string] => [
    `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`,
    prefix,
  ]),
]);

const ours = new Set(prefixOf.values());
// The markup that Office understands.
const office =
  /^(https?:\/\/(schemas\.microsoft\.com|schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/|urn:schemas-microsoft-com:)/;
const maxCached = 1000;

interface Binding {
  depth: number;
  prefix: string;
  before: string | undefined;
}

/**
 * Gives elements and attributes one prefix per namespace, whatever prefix a file declares: `w:tbl`, `x:row`, `r:id`. Names of
 * other namespaces keep their prefix; `?` stands before it if it is one of ours. A prefix that a file does not declare has its
 * usual meaning. Elements without a prefix belong to the default namespace: the one that the file declares, or else `usual`.
 */
export class Namespaces {
  readonly #prefixes = new Map<string, string>();
  readonly #bindings: Binding[] = [];
  readonly #names = new Map<string, string>();
  readonly #attributeNames = new Map<string, string>();
  /** Prefixes of markup that Office does not understand. */
  readonly #foreign = new Set<string>();
  #renamed = 0;
  #depth = 0;

  constructor(usual = "") {
    this.#prefixes.set("", usual);
  }

  /** To be called with each declaration of an element, after `enter`: `xmlns:w`, `xmlns`. */
  declare(attribute: string, uri: string): void {
    const prefix = attribute.slice(6);
    if (office.test(uri)) this.#foreign.delete(prefix);
    else if (this.#foreign.size < maxCached) this.#foreign.add(prefix);
    const before = this.#prefixes.get(prefix);
    const now = prefixOf.get(uri.trim()) ?? (ours.has(prefix) ? `?${prefix}` : prefix);
    if (now === (before ?? prefix)) return;
    this.#bindings.push({ depth: this.#depth, prefix, before });
    this.#bind(prefix, now);
  }

  /** Whether Office understands the markup with these prefixes, as the `Requires` of a `mc:Choice` lists them. */
  areUnderstood(prefixes: string): boolean {
    return this.#foreign.size === 0 || !prefixes.split(/\s+/).some((prefix) => this.#foreign.has(prefix));
  }

  enter(): void {
    this.#depth++;
  }

  leave(): void {
    for (let last = this.#bindings.at(-1); last?.depth === this.#depth; last = this.#bindings.at(-1)) {
      this.#bindings.pop();
      this.#bind(last.prefix, last.before ?? last.prefix);
    }
    this.#depth--;
  }

  element(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const found = this.#rename(name, this.#prefixes.get("") ?? "");
    if (this.#names.size < maxCached) this.#names.set(name, found);
    return found;
  }

  attributes(attributes: Record<string, string>): Record<string, string> {
    if (this.#renamed === 0) return attributes;
    const names = Object.keys(attributes);
    // Many files rename a prefix that no attribute has.
    if (names.every((name) => this.#attribute(name) === name)) return attributes;
    return Object.fromEntries(names.map((name) => [this.#attribute(name), attributes[name] ?? ""]));
  }

  #attribute(name: string): string {
    const known = this.#attributeNames.get(name);
    if (known !== undefined) return known;
    const found = this.#rename(name, "");
    if (this.#attributeNames.size < maxCached) this.#attributeNames.set(name, found);
    return found;
  }

  #bind(prefix: string, now: string): void {
    const before = this.#prefixes.get(prefix) ?? prefix;
    if (prefix !== "") this.#renamed += Number(now !== prefix) - Number(before !== prefix);
    this.#prefixes.set(prefix, now);
    this.#names.clear();
    this.#attributeNames.clear();
  }

  #rename(name: string, defaultPrefix: string): string {
    const colon = name.indexOf(":");
    if (colon < 0) return defaultPrefix === "" ? name : `${defaultPrefix}:${name}`;
    const prefix = name.slice(0, colon);
    const renamed = this.#prefixes.get(prefix) ?? prefix;
    return renamed === prefix ? name : `${renamed}${name.slice(colon)}`;
  }
}
