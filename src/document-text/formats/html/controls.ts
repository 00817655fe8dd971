type Attributes = Readonly<Record<string, string>>;

const notShown = /^(hidden|password|file|image|color|range)$/i;

/** What a browser shows of an input: its value, or the box of a check box. */
export function inputText({ type = "text", value = "", checked }: Attributes): string {
  if (/^(checkbox|radio)$/i.test(type)) return checked === undefined ? "☐" : "☒";
  return notShown.test(type) ? "" : value;
}

/** Whether a browser shows an input. */
export function isShownInput({ type = "text" }: Attributes): boolean {
  return !/^hidden$/i.test(type);
}

const maxOptions = 10_000;

interface Option {
  text: string;
  isLabeled: boolean;
  isChosen: boolean;
  isDisabled: boolean;
}

/** The options of a select: a browser shows only the chosen one, unless the list has several rows. */
export class Select {
  readonly #isList: boolean;
  readonly #options: Option[] = [];
  #isGroupDisabled = false;

  constructor({ multiple, size = "1" }: Attributes) {
    this.#isList = multiple !== undefined || Number(size) > 1;
  }

  /** Opens an option, or a group of options. */
  open(name: "option" | "optgroup", { selected, label, disabled }: Attributes): void {
    if (name === "optgroup") this.#isGroupDisabled = disabled !== undefined;
    else if (this.#options.length < maxOptions) {
      this.#options.push({
        text: label ?? "",
        isLabeled: label !== undefined && label !== "",
        isChosen: selected !== undefined,
        isDisabled: disabled !== undefined || this.#isGroupDisabled,
      });
    }
  }

  closeGroup(): void {
    this.#isGroupDisabled = false;
  }

  write(text: string): void {
    const last = this.#options.at(-1);
    if (last && !last.isLabeled && last.text.length < maxOptions) last.text += text;
  }

  /** The chosen options; of a list, all of them with boxes. */
  get text(): string {
    const texts = this.#options.map(({ text, isChosen, isDisabled }) => ({
      isChosen,
      isDisabled,
      text: text.replace(/\s+/g, " ").trim(),
    }));
    if (this.#isList) return texts.map(({ text, isChosen }) => `${isChosen ? "☒" : "☐"} ${text}`).join(", ");
    const chosen = texts.findLast(({ isChosen }) => isChosen) ?? texts.find(({ isDisabled }) => !isDisabled);
    return chosen?.text ?? "";
  }
}
