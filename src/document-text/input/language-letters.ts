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
  "оеаинтсрвлк",
  "оеаинтсрвлкіїє",
  "αειοτσνηρςάίό",
  "יוהלאתרמשבנ",
  "اليمنوتربعهة",
  "าอนรกเง่มยลว้ดท",
];

// The most frequent of Western Europe: many a list of names has letters of several languages.
const western = "äöüßéèêëàâçñáíóúîôïûùæøåãõìò";

export interface Fit {
  /** Two for each letter of the language that fits best, and one for each other letter that is frequent in Western Europe. */
  points: number;
  /** How many letters are those of that language. */
  known: number;
}

/** Finds the language that fits a text's letters, counted by small letter, best. */
export function fitLanguage(counts: ReadonlyMap<string, number>): Fit {
  let best: Fit = { points: 0, known: 0 };
  for (const letters of languages) {
    let known = 0;
    let points = 0;
    for (const [letter, times] of counts) {
      const isKnown = letters.includes(letter);
      if (isKnown) known += times;
      points += isKnown ? 2 * times : western.includes(letter) ? times : 0;
    }
    if (points > best.points) best = { points, known };
  }
  return best;
}
