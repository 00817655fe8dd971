// Of a Latin script the letters beyond ASCII, of any other script the letters that make up about 70 % of its text.
const languages = [
  "äöüßé",
  "àâçéèêëîïôœùû",
  "áéíñóúü",
  "ãâáàçéêíóôõú",
  "àèéìòù",
  "åäöé",
  "æøåé",
  "áéíóúýþðæö",
  "ëïéèöü",
  "àèéíïòóúüç",
  "áčďéěíňóřšťúůýž",
  "áäčďéíľňóôšťúýž",
  "áéíóöőúüű",
  "ąćęłńóśźż",
  "ăâîșțşţ",
  "čćđšž",
  "çğıi\u0307öşü",
  "ąčęėįšųūž",
  "āčēģīķļņšūž",
  "äõöüšž",
  "ċġħżàèìòù",
  "âêîôûŵŷ",
  "àáâãèéêìíòóôõùúýăđơư\u0300\u0301\u0303\u0309\u0323",
  "оеаинтсрвлк",
  "оеаинтсрвлкіїє",
  "αειοτσνηρςάίό",
  "יוהלאתרמשבנ",
  "اليمنوتربعهة",
  "าอนรกเง่มยลว้ดท",
];

/** How many letters of a text, counted by small letter, are those of the language that fits best. */
export function lettersOfOneLanguage(counts: ReadonlyMap<string, number>): number {
  let most = 0;
  for (const letters of languages) {
    let count = 0;
    for (const [letter, times] of counts) if (letters.includes(letter)) count += times;
    most = Math.max(most, count);
  }
  return most;
}
