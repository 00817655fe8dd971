import type { Sandbox } from "../../src/sandbox/index.ts";

/** A GET with Codat's authorization: only the key in base64, without a colon. */
export function get(sandbox: Sandbox, path: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(sandbox.apiKey).toString("base64")}`;
  return fetch(`${sandbox.baseUrl}${path}`, { headers: { authorization } });
}

interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Page {
  readonly results: readonly Row[];
  readonly pageNumber: number;
  readonly pageSize: number;
  readonly totalResults: number;
  readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>;
}

export async function getPage(sandbox: Sandbox, path: string): Promise<Page> {
  const response = await get(sandbox, path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Page;
}

/** The status and Codat's message of an error response. */
export async function getError(sandbox: Sandbox, path: string): Promise<[status: number, error: unknown]> {
  const response = await get(sandbox, path);
  const body = (await response.json()) as { readonly error?: unknown };
  return [response.status, body.error];
}
