import { asBuffer } from "../../input/as-buffer.ts";
import type { Reader } from "../../types.ts";
import { signedContent } from "./signed-content.ts";

/** A signed file (.p7m): the text of what was signed. */
export const readSigned: Reader = async ({ bytes }, sink) => {
  const content = signedContent(asBuffer(bytes));
  const [{ typeOf }, { readerOf }] = await Promise.all([
    import("../../file-type.ts"),
    import("../../registry.ts"),
  ]);
  const type = await typeOf(content, {});
  const reader = await readerOf(type);
  sink.note("This file is signed. The signature was not checked.");
  await reader({ bytes: content, type }, sink);
};
