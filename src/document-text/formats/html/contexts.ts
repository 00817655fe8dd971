import type { Look } from "./look.ts";
import type { StyledElement } from "./selectors.ts";
import { type TextStyle, usualStyle } from "./text-style.ts";

/** Elements with the same names, classes and ids, as all elements around them: the same selectors fit them. */
export interface Context {
  inner: Map<string, Map<string, Context>>;
  /** Of the style sheets that were there when it was made. */
  generation: number;
  /** What the rules change, if that is known. */
  look: Look | undefined;
  /** The style of text in it if all around it have the usual one; with it, whether it is then inline. */
  style: Readonly<TextStyle>;
  isInline: boolean | undefined;
}

const maxContexts = 5000;

/** Finds the contexts of elements. The same few repeat on a page with a long table. */
export class Contexts {
  #outermost = this.#make(0);
  #generation = 0;
  #count = 0;
  /** Ids that no selector names make no difference. */
  readonly #ids = new Set<string>();

  /** Forgets all contexts: there are other rules, with these ids in selectors. */
  reset(ids: Iterable<string>): void {
    for (const id of ids) this.#ids.add(id);
    this.#generation++;
    this.#outermost = this.#make(this.#generation);
    this.#count = 0;
  }

  /** The context of the last of the open elements; undefined if there are too many. Counts each that it has to look up. */
  of(open: readonly StyledElement[], count: (steps: number) => void): Context | undefined {
    const element = open.at(-1);
    const outer = open.length > 1 ? open[open.length - 2]?.context : this.#outermost;
    if (element && outer?.generation === this.#generation) {
      element.context = this.#inside(outer, element);
      return element.context;
    }
    return this.#find(open, count);
  }

  /** As `of`, for elements around which there are some whose contexts are not known. */
  #find(open: readonly StyledElement[], count: (steps: number) => void): Context | undefined {
    let known = open.length - 2;
    while (known >= 0 && open[known]?.context?.generation !== this.#generation) known--;
    let context = known < 0 ? this.#outermost : open[known]?.context;
    count(open.length - known);
    for (const element of open.slice(known + 1)) {
      context = context && this.#inside(context, element);
      element.context = context;
    }
    return context;
  }

  #inside(context: Context, { name, id, attributes }: StyledElement): Context | undefined {
    const { class: classes = "" } = attributes;
    const label = id !== "" && this.#ids.has(id) ? `${classes}#${id}` : classes;
    let byLabel = context.inner.get(name);
    const known = byLabel?.get(label);
    if (known) return known;
    if (this.#count >= maxContexts) return undefined;
    this.#count++;
    const made = this.#make(this.#generation);
    if (!byLabel) {
      byLabel = new Map();
      context.inner.set(name, byLabel);
    }
    byLabel.set(label, made);
    return made;
  }

  #make(generation: number): Context {
    return { inner: new Map(), generation, look: undefined, style: usualStyle, isInline: undefined };
  }
}
