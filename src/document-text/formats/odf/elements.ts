import type { Attributes } from "../../input/xml.ts";

// Data for programs, old text, pronunciation guides, alternative text of pictures.
const omitted =
  /^(svg:(title|desc)|office:(binary-data|scripts)|text:(ruby-text|note-citation|script|.*-source)|presentation:header-decl)$/;
const shape =
  /^draw:(text-box|custom-shape|rect|ellipse|circle|line|polyline|polygon|regular-polygon|path|connector|measure|caption)$/;

/**
 * Whether a page never shows the element, such as a field that only sets a variable. Also the number of a slide, and what a
 * slide shows only while it is edited.
 */
export function isOmitted(name: string, attributes: Attributes): boolean {
  return (
    omitted.test(name) ||
    (attributes["text:display"] === "none" && name.startsWith("text:") && name !== "text:section") ||
    attributes["presentation:class"] === "page-number" ||
    attributes["presentation:placeholder"] === "true"
  );
}

/** Whether the element is a shape that can have text. */
export function isShape(name: string): boolean {
  return shape.test(name);
}
