/** The first sentence of a message. The rest is advice. */
export function firstSentence(message: string): string {
  return /^.*?\.(?=\s|$)/.exec(message)?.[0] ?? message;
}
