import type { Attributes } from "../../input/xml.ts";

// Controls that show a value as text, or a caption. A password and a hidden control show nothing.
const shown =
  /^form:(text|textarea|formatted-text|number|date|time|combobox|button|fixed-text|checkbox|radio|listbox|frame|file|value)$/;
const maxControls = 10_000;

/** The controls of a form, with what they show. They stand apart from their places on the page. */
export class OdfForms {
  readonly #texts = new Map<string, string>();
  #list: { id: string; chosen: string[] } | undefined;

  /** To be called with each element of the forms. */
  open(name: string, attributes: Attributes): void {
    if (name === "form:option" && this.#list) {
      const isChosen = attributes["form:current-selected"] ?? attributes["form:selected"];
      if (isChosen === "true") this.#list.chosen.push(attributes["form:label"] ?? "");
      this.#keep(this.#list.id, this.#list.chosen.join(", "));
    }
    if (!shown.test(name)) return;
    const id = attributes["form:id"] ?? attributes["xml:id"] ?? "";
    this.#list = name === "form:listbox" ? { id, chosen: [] } : undefined;
    this.#keep(id, textOf(name, attributes));
  }

  text(control: string | undefined): string {
    return this.#texts.get(control ?? "") ?? "";
  }

  #keep(id: string, text: string): void {
    if (this.#texts.size < maxControls) this.#texts.set(id, text);
  }
}

function textOf(name: string, attributes: Attributes): string {
  const label = attributes["form:label"] ?? "";
  const value = attributes["form:current-value"] ?? attributes["form:value"] ?? "";
  if (name === "form:checkbox") {
    const state = attributes["form:current-state"] ?? attributes["form:state"];
    return `${state === "checked" ? "☒" : "☐"} ${label}`.trimEnd();
  }
  if (name === "form:radio") {
    const isChosen = attributes["form:current-selected"] ?? attributes["form:selected"];
    return `${isChosen === "true" ? "☒" : "☐"} ${label}`.trimEnd();
  }
  return /^form:(button|fixed-text|frame)$/.test(name) ? label : value;
}
