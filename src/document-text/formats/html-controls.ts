type Attributes = Readonly<Record<string, string>>;

const notShown = /^(hidden|password|file|image|color|range)$/i;

/** What a browser shows of an input: its value, or the box of a check box. */
export function inputText({ type = "text", value = "", checked }: Attributes): string {
  if (/^(checkbox|radio)$/i.test(type)) return checked === undefined ? "☐" : "☒";
  return notShown.test(type) ? "" : value;
}

const maxOptions = 10_000;

/** The options of a select: a browser shows only the chosen one, unless the list has several rows. */
export class Select {
  readonly #isList: boolean;
  readonly #options: { text: string; isChosen: boolean }[] = [];

  constructor({ multiple, size = "1" }: Attributes) {
    this.#isList = multiple !== undefined || Number(size) > 1;
  }

  addOption({ selected, label }: Attributes): void {
    if (this.#options.length < maxOptions) {
      this.#options.push({ text: label ?? "", isChosen: selected !== undefined });
    }
  }

  write(text: string): void {
    const last = this.#options.at(-1);
    if (last && last.text.length < maxOptions) last.text += text;
  }

  /** The chosen options; of a list, all of them with boxes. */
  get text(): string {
    const texts = this.#options.map(({ text, isChosen }) => ({
      isChosen,
      text: text.replace(/\s+/g, " ").trim(),
    }));
    if (this.#isList) return texts.map(({ text, isChosen }) => `${isChosen ? "☒" : "☐"} ${text}`).join(", ");
    return (texts.findLast(({ isChosen }) => isChosen) ?? texts[0])?.text ?? "";
  }
}
