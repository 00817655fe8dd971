const tokens = /"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/gs;

/**
 * Whether an object of a valid JSON text has a key twice. JSON.parse takes the last one: of two lists of companies, a reader
 * could see the other.
 */
export function hasRepeatedKey(json: string): boolean {
  const keys: Set<string>[] = [];
  for (const [token, text = "", colon] of json.matchAll(tokens)) {
    if (token === "{" || token === "[") keys.push(new Set());
    else if (token === "}" || token === "]") keys.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(`"${text}"`);
      const known = keys.at(-1);
      if (known?.has(key)) return true;
      known?.add(key);
    }
  }
  return false;
}
