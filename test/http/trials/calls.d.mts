import type { RequestOptions } from "node:https";

/** Sends one message. Returns the status and the text of the response. */
export function post(
  url: URL,
  body: string,
  options?: RequestOptions,
): Promise<{ status: number; text: string }>;
