import { ToolError } from "../../base/tool-error.ts";
import { checkImage, type ImageCheck, notAnImage } from "../../document-image/check/check-image.ts";
import type { FetchedFile } from "../record.ts";
import type { DeliveryContext } from "./context.ts";
import { drawFile } from "./image.ts";

// Their structure does not show whether their pixel data is whole. Only decoding does, for which they go to a worker.
const showDamageWhenDecoded = new Set(["image/jpeg", "image/webp"]);

/** Checks whether a file is a whole image that models accept. An image that cannot be checked is none. */
export async function checkedImage(
  file: Pick<FetchedFile, "bytes" | "type">,
  context: Pick<DeliveryContext, "settings" | "signal" | "worker" | "trace">,
): Promise<ImageCheck> {
  const check = await checkImage(file.type, file.bytes);
  if (!check.isImage || !showDamageWhenDecoded.has(file.type)) return check;
  try {
    await drawFile(file, { page: 1 }, context);
    return check;
  } catch (error) {
    if (!(error instanceof ToolError) || error.kind !== "unreadable") throw error;
    return notAnImage("it could not be decoded, so its pixel data is probably damaged");
  }
}
