import { ToolError } from "../../base/tool-error.ts";
import type { Area } from "../../document-image/draw-image.ts";
import type { Format } from "../../settings/index.ts";

/** The arguments of a download that decide what it returns. */
export interface DownloadArguments {
  format?: Format | undefined;
  page?: number | undefined;
  part?: number | undefined;
  area?: Area | undefined;
  find?: string | undefined;
  sums?: boolean | undefined;
}

/** What a download returns. */
export type DownloadRequest =
  | { form: "find" | "sums"; find: string; page: number | undefined }
  | { form: "text" | "auto"; page: number | undefined; part: number }
  | { form: "image"; page: number; area: Area | undefined }
  | { form: "base64" | "link" | "file" };

/** Reads the arguments of a download. Throws `arguments` for those that do not go together. */
export function readRequest(
  { format, page, part = 1, area, find: asked, sums = false }: DownloadArguments,
  defaultFormat: Format,
): DownloadRequest {
  const find = asked?.trim() ? asked : undefined;
  const search = sums ? "sums" : "find";
  if (sums && !find) throw invalid("sums needs find: the text in the lines whose amounts to add");
  if (find && area)
    throw invalid("find and area do not go together: find searches text, area is part of an image");
  if (find && part > 1)
    throw invalid("find and part do not go together; to start later in a long file, use page");
  if (page !== undefined && part > 1)
    throw invalid("page and part do not go together; call again with one of them");
  if (find && !/[^\s\p{Pd}\u2212]/u.test(find)) throw invalid("find must have more than spaces and hyphens");
  const form = format ?? (find ? "text" : area ? "image" : defaultFormat);
  if (find && form !== "text" && form !== "auto")
    throw invalid(`find is only valid with format text or auto; ${here(form)}`);
  if (find) return { form: search, find, page };
  if (area && form !== "image" && form !== "auto")
    throw invalid(`area is only valid with format image; ${here(form)}`);
  if (area || form === "image") {
    if (part > 1) throw invalid(`part is only valid with format text or auto; ${here("image")}`);
    return { form: "image", page: page ?? 1, area };
  }
  if (form === "text" || form === "auto") return { form, page, part };
  if (part > 1) throw invalid(`part is only valid with format text or auto; ${here(form)}`);
  if ((page ?? 1) > 1) throw invalid(`page is only valid with format auto, text or image; ${here(form)}`);
  return { form };
}

function here(form: Format): string {
  return `the format here is ${form}`;
}

function invalid(sentence: string): ToolError {
  return new ToolError("arguments", `${sentence}.`);
}
