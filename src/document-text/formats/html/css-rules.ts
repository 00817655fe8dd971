import { isForScreens, isSupported } from "./media.ts";

export interface CssRule {
  selectors: readonly string[];
  declarations: string;
  /** Whether it is in a layer: rules outside layers win over those in one. */
  isLayered: boolean;
  /** Whether it is not known if the condition around it is met. */
  isUncertain: boolean;
}

/** Counts the selectors of rules inside others: a short style sheet can have millions. */
export interface Nesting {
  selectors: number;
}

interface Block {
  /** Of the rule that is open; none outside all rules. */
  selectors: readonly string[];
  isLayered: boolean;
  isUncertain: boolean;
  isSkipped: boolean;
  declarations: string;
}

/** The rules of a style sheet without comments that apply on a screen, or may, in their order. */
export function* rulesOf(css: string, nesting: Nesting, isUncertain = false): Generator<CssRule> {
  const open: Block[] = [
    { selectors: [], isLayered: false, isUncertain, isSkipped: false, declarations: "" },
  ];
  let from = 0;
  for (const { sign, at } of signsIn(css)) {
    const block = open.at(-1);
    if (!block) return;
    if (sign === "{") {
      yield* rulesOfBlock(block);
      open.push(blockIn(block, css.slice(from, at).trim(), nesting));
    } else {
      block.declarations += css.slice(from, at + 1);
      // Outside all rules, a closing brace is a part of what follows, which is then no rule.
      if (sign === "}" && open.length === 1) continue;
      if (sign === "}") {
        block.declarations = block.declarations.slice(0, -1);
        yield* rulesOfBlock(block);
        open.pop();
      }
    }
    from = at + 1;
  }
  const last = open.at(-1);
  if (!last) return;
  last.declarations += css.slice(from);
  yield* rulesOfBlock(last);
}

/** The rule of what has come in a block since the last one. */
function* rulesOfBlock(block: Block): Generator<CssRule> {
  const { selectors, declarations, isLayered, isUncertain, isSkipped } = block;
  block.declarations = "";
  if (!isSkipped && selectors.length > 0 && declarations.includes(":"))
    yield { selectors, declarations, isLayered, isUncertain };
}

function blockIn(outer: Block, head: string, nesting: Nesting): Block {
  const [, name, condition = ""] = /^@([\w-]+)\s*(.*)$/s.exec(head) ?? [];
  if (name === undefined)
    return { ...outer, selectors: nested(outer.selectors, head, nesting), declarations: "" };
  const isLayer = /^layer$/i.test(name);
  const isMet = isLayer || isConditionMet(name, condition);
  return {
    selectors: outer.selectors,
    isLayered: outer.isLayered || isLayer,
    isUncertain: outer.isUncertain || isMet === undefined,
    isSkipped: outer.isSkipped || isMet === false,
    declarations: "",
  };
}

// They hold no rules for elements, or only for other browsers, or for the moment when an element appears.
const withoutRules =
  /^(?:-[a-z]+-)?(?:keyframes|font-[\w-]+|page|counter-style|property|function|viewport|document|color-profile|starting-style|view-transition|position-try)$/i;

/** Whether the rules in a block such as `@media` apply; undefined if that is not known. */
function isConditionMet(name: string, condition: string): boolean | undefined {
  if (/^media$/i.test(name)) return isForScreens(condition);
  if (/^supports$/i.test(name)) return isSupported(condition);
  return withoutRules.test(name) ? false : undefined;
}

const maxSelectors = 200;
const maxNested = 20_000;
const maxSelectorCharacters = 300;
// Parses as none.
const unsupported = ["?"];

/** The selectors of a rule inside another one, of which `&` stands for the outer one. */
function nested(outer: readonly string[], head: string, nesting: Nesting): readonly string[] {
  if (outer === unsupported) return unsupported;
  const inner = splitList(head).map((one) => one.trim());
  if (outer.length === 0) return inner;
  const isLong = [...outer, ...inner].some((one) => one.length > maxSelectorCharacters);
  const count = outer.length * inner.length;
  if (isLong || count > maxSelectors || nesting.selectors + count > maxNested) return unsupported;
  nesting.selectors += count;
  return outer.flatMap((around) =>
    inner.map((one) => (one.includes("&") ? one.replaceAll("&", () => around) : `${around} ${one}`)),
  );
}

/** The selectors of a list. Commas in brackets belong to one selector. */
function splitList(selectors: string): string[] {
  if (!/[([\\]/.test(selectors)) return selectors.split(",");
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: sign, index } of selectors.matchAll(/\\.|[()[\],]/gs)) {
    if (sign.length > 1) continue;
    if (sign === "(" || sign === "[") depth++;
    else if (sign !== ",") depth--;
    else if (depth === 0) {
      found.push(selectors.slice(from, index));
      from = index + 1;
    }
  }
  return [...found, selectors.slice(from)];
}

interface Sign {
  sign: string;
  at: number;
}

/** Where blocks and declarations begin and end: braces and semicolons that are not in a string or in parentheses. */
function* signsIn(css: string): Generator<Sign> {
  const pattern = /[{};"'()\\]/g;
  let depth = 0;
  for (let found = pattern.exec(css); found; found = pattern.exec(css)) {
    const [sign] = found;
    if (sign === "\\") pattern.lastIndex++;
    else if (sign === '"' || sign === "'") pattern.lastIndex = endOfString(css, found.index);
    else if (sign === "(") depth++;
    else if (sign === ")") depth = Math.max(depth - 1, 0);
    // A bracket that is never closed would take all the rest.
    else if (depth === 0 || sign !== ";") {
      if (sign !== ";") depth = 0;
      yield { sign, at: found.index };
    }
  }
}

/** Where a string ends: after its closing quote, or before the end of its line. */
function endOfString(css: string, start: number): number {
  const end = /["'\n\\]/g;
  end.lastIndex = start + 1;
  for (let found = end.exec(css); found; found = end.exec(css)) {
    if (found[0] === "\\") end.lastIndex++;
    else if (found[0] === "\n") return found.index;
    else if (found[0] === css[start]) return end.lastIndex;
  }
  return css.length;
}

/** The declarations of a rule. Semicolons in strings do not end one. */
export function declarationsIn(declarations: string): string[] {
  if (!/["']/.test(declarations)) return declarations.split(";");
  const found: string[] = [];
  let from = 0;
  for (const { sign, at } of signsIn(declarations)) {
    if (sign !== ";") continue;
    found.push(declarations.slice(from, at));
    from = at + 1;
  }
  return [...found, declarations.slice(from)];
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
