const raised: Record<string, string> = { "0": "⁰", "1": "¹", "2": "²", "3": "³" };

/** Raised digits as characters of their own: `1,250` with a raised 1 must not become `1,2501`. Other text is unchanged. */
export function superscript(text: string): string {
  if (!/^\s*\d[\d,\s]*$/.test(text)) return text;
  // From 4 on, they follow each other in Unicode.
  return text.replace(/\d/g, (digit) => raised[digit] ?? String.fromCharCode(0x2070 + Number(digit)));
}
