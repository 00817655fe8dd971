import { isDigit, isLatinLetter } from "./characters.ts";

/** What the words before a number say of it. */
export type Label = "phone" | "other" | undefined;

const phoneWords = new Set(
  `tel tels tél tele telephone telephones téléphone telefon telefono teléfono telefoon telefone tlf tfno phone phones ph fon
  mob mobile mobiles mobil móvil movil celular cell cellphone cellular handy gsm fax faxes téléfax telefax call ring dial whatsapp sms
  landline hotline helpline freephone tollfree switchboard voicemail handset ddi`.split(/\s+/),
);
// A single letter is a label only with a colon: "T: 020 …".
const phoneLetters = new Set(["t", "m", "p", "f"]);
const otherWords = new Set(
  `invoice inv order ord ref refs reference account acc acct iban bban bic swift sort id ids uuid guid po bill receipt payment
  transaction txn batch policy ean gtin upc barcode sku isbn issn cheque reg registration tax vat ein tin ssn utr nino siren siret
  kvk eori abn acn crn nif cif duns lei nip gstin serial imei tracking shipment parcel ticket contract card document doc
  rechnung rechnungsnummer kundennummer kundennr bestellung auftrag vertrag artikel artikelnummer konto steuernummer facture commande
  contrat factura pedido contrato articulo fattura ordine factuur klantnummer meter mpan mprn consignment credit statement mandate remittance quote estimate version hash key epoch timestamp date time`.split(
    /\s+/,
  ),
);
const numberWords = new Set(["no", "nos", "nr", "num", "number", "numbers", "numéro"]);
// Words after which "no" does not mean "number".
const abbreviations = new Set(["no", "nos", "nr", "num"]);
const personWords = new Set(
  "contact our my your his her their its direct main emergency home work office on".split(" "),
);

// № and n° are no words.
const numeroSign = /(?:\u2116|\bn[°º]) ?$/i;
// Telephones and fax machines.
const phoneSign = /[\u260E\u260F\u2706\u{1F4DE}\u{1F4F1}\u{1F4E0}]\uFE0F?[ :]{0,2}$/u;
const whatsappLink = /\bwa\.me\/$/i;
const longestSign = 12;

const filler = new Set(" \t\n:.|=(\"'>#№,-");
// Names of fields in JSON and CSV files.
const otherEnding = /\p{Ll}(?:Id|Date|Time|Ref)$/u;
const longestFiller = 5;
const longestWord = 20;

/** Judges the one or two words before `position` in folded text. Looks back a limited distance. */
export function labelBefore(text: string, position: number): Label {
  const before = text.slice(Math.max(0, position - longestSign), position);
  if (phoneSign.test(before) || whatsappLink.test(before)) return "phone";
  const numero = numeroSign.exec(before);
  if (numero) return phoneWords.has(wordBefore(text, position - numero[0].length).word) ? "phone" : "other";
  const last = wordBefore(text, position);
  if (phoneWords.has(last.word)) return "phone";
  if (phoneLetters.has(last.word) && text[last.end] === ":") return "phone";
  if (otherWords.has(last.word)) return "other";
  if (otherEnding.test(text.slice(last.start, last.end))) return "other";
  if (last.word === "c" && /a\/$/i.test(text.slice(last.start - 2, last.start))) return "other";
  if (!numberWords.has(last.word)) return undefined;
  const { word } = wordBefore(text, last.start);
  if (phoneWords.has(word)) return "phone";
  if (otherWords.has(word)) return "other";
  return abbreviations.has(last.word) && !personWords.has(word) ? "other" : undefined;
}

const none = { word: "", start: 0, end: 0 };

/** The word in small letters that ends before `position`, fillers aside. */
function wordBefore(text: string, position: number): { word: string; start: number; end: number } {
  let end = position;
  while (end > 0 && position - end < longestFiller && filler.has(text[end - 1] ?? "")) end--;
  let start = end;
  if (isDigit(text[end - 1] ?? "")) return none;
  while (start > 0 && end - start <= longestWord && isLatinLetter(text[start - 1] ?? "")) start--;
  return { word: text.slice(start, end).toLowerCase(), start, end };
}

/** Whether a label for phone numbers starts exactly at `position`, such as Fax in `…0142Fax`. */
export function isPhoneWordAt(text: string, position: number): boolean {
  let end = position;
  while (end - position <= longestWord && isLatinLetter(text[end] ?? "")) end++;
  return phoneWords.has(text.slice(position, end).toLowerCase());
}
