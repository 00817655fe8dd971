const codes = Intl.supportedValuesOf("currency");
// Others, in lower case, are also words: all, top, try.
const lowerCase = /^(?:aud|cad|chf|cny|czk|dkk|eur|gbp|huf|inr|jpy|nok|nzd|pln|sek|usd|zar)$/i;
const named =
  "kr|Kr|z\u0142|K\u010D|Ft|lei|Rs\\.?|RM|Rp|S?Fr\\.?|TL|R(?= ?[\\d(-])|\u043B\u0432|\u0440\u0443\u0431\\.?";
const shortCodes = codes.filter((code) => lowerCase.test(code));

/** A regular expression for a currency's sign, code or name: `\u00A3`, `US$`, `GBP`, `kr`. */
export const currencySign = [
  "[A-Za-z]{0,3}\\p{Sc}",
  ...codes,
  ...shortCodes.map((code) => code.toLowerCase()),
  ...shortCodes.map((code) => code.charAt(0) + code.slice(1).toLowerCase()),
  named,
].join("|");

const onlyCurrency = new RegExp(`^(?:${currencySign})$`, "u");

/** Whether a text is a currency's sign, code or name. */
export function isCurrency(text: string): boolean {
  return onlyCurrency.test(text);
}

/** A currency in one spelling. */
export function currencyNamed(sign: string | undefined): string | undefined {
  return sign !== undefined && lowerCase.test(sign) ? sign.toUpperCase() : sign?.replace(/\.$/, "");
}
