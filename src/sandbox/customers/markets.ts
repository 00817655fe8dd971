import type { Random } from "../random.ts";

type Choices = readonly [string, ...string[]];

/** Where the wholesaler's customers trade: made-up places, and phone numbers reserved for fiction. */
export interface Market {
  readonly country: string;
  readonly currency: string;
  readonly places: Choices;
  readonly trades: Choices;
  readonly forms: Choices;
  readonly streets: Choices;
  readonly firstNames: Choices;
  readonly lastNames: Choices;
  readonly phone: (random: Random) => string;
  readonly postalCode: (random: Random) => string;
  readonly taxNumber: (random: Random) => string;
  readonly registrationNumber: (random: Random) => string;
}

export const britain: Market = {
  country: "United Kingdom",
  currency: "GBP",
  places: [
    "Wexcombe",
    "Thornleigh",
    "Merrowby",
    "Pennicott",
    "Ashdene",
    "Calderfold",
    "Dunmarrow",
    "Eskerfield",
    "Foxholm",
    "Glenvarra",
    "Hartsbeck",
    "Invermoy",
    "Kestwick",
    "Oakhallow",
    "Saltmarsh Green",
    "Tarnbrook",
  ],
  trades: [
    "Bakery",
    "Butchers",
    "Catering",
    "Delicatessen",
    "Events",
    "Farm Shop",
    "Fish & Chips",
    "Foodservice",
    "Garden Centre",
    "Grocers",
    "Hotels",
    "Inns",
    "Kitchens",
    "Provisions",
    "Schools Catering",
    "Tea Rooms",
  ],
  forms: ["Ltd", "Ltd", "Ltd", "Limited", "LLP", "plc", "& Sons Ltd", "CIC"],
  streets: ["Mill Lane", "Station Road", "Market Place", "Quarry Way", "Old Dairy Yard", "Chapel Street"],
  firstNames: ["Alice", "Callum", "Dev", "Eleri", "Farah", "George", "Hamish", "Imogen", "Joanna", "Kwame"],
  lastNames: [
    "Ainsworth",
    "Birtwhistle",
    "Chaudhry",
    "Dalrymple",
    "Entwistle",
    "Fairbairn",
    "Gwilt",
    "Okafor",
  ],
  phone: (random) =>
    random.pick([
      `020 7946 0${random.digits(3)}`,
      `0161 496 0${random.digits(3)}`,
      `01632 960${random.digits(3)}`,
    ]),
  // No postcode area begins with X.
  postalCode: (random) =>
    `X${random.pick(["B", "D", "L"])}${random.between(1, 29)} ${random.between(1, 9)}QT`,
  taxNumber: (random) => `GB999${random.digits(6)}`,
  registrationNumber: (random) => random.pick(["00", "SC", "NI"]) + random.digits(6),
};

const ireland: Market = {
  country: "Ireland",
  currency: "EUR",
  places: [
    "Ballyfarran",
    "Kilmoyle",
    "Carrigdun",
    "Drumkeary",
    "Inishvarra",
    "Clonbrack",
    "Rathlorne",
    "Tullamoy",
  ],
  trades: ["Bakery", "Bar & Grill", "Catering", "Creamery", "Fine Foods", "Hotel", "Provisions", "Seafoods"],
  forms: ["Ltd", "Ltd", "DAC", "Teoranta", "& Daughters Ltd"],
  streets: ["Main Street", "The Quay", "Bridge Street", "Abbey Road", "Creamery Lane"],
  firstNames: ["Aoife", "Ciarán", "Declan", "Gráinne", "Niamh", "Oisín", "Róisín", "Tadhg"],
  lastNames: ["Ó Dálaigh", "Brannigan", "Ní Riain", "Hanratty", "Mac Suibhne", "Tierney"],
  phone: (random) => `+353 20 91${random.between(0, 9)} ${random.digits(4)}`,
  postalCode: (random) => `Q0${random.between(1, 9)} X${random.digits(3)}`,
  taxNumber: (random) => `IE999${random.digits(4)}XX`,
  registrationNumber: (random) => `9${random.digits(5)}`,
};

const france: Market = {
  country: "France",
  currency: "EUR",
  places: ["Val-Clairet", "Saint-Orme", "Montfrêne", "Beaulièvre", "La Rochenelle", "Pont-Hersé"],
  trades: ["Épicerie fine", "Boulangerie", "Traiteur", "Brasserie", "Primeurs"],
  forms: ["SARL", "SAS", "SA"],
  streets: ["rue du Marché", "avenue des Tilleuls", "place de l'Église", "quai Nord"],
  firstNames: ["Amélie", "Benoît", "Chloé", "Élodie", "François"],
  lastNames: ["Garrigue", "Le Hénaff", "Marchenoir", "Précigout"],
  phone: (random) => `+33 1 99 00 ${random.digits(2)} ${random.digits(2)}`,
  postalCode: (random) => `99${random.digits(3)}`,
  taxNumber: (random) => `FR00999${random.digits(6)}`,
  registrationNumber: (random) => `999 ${random.digits(3)} ${random.digits(3)}`,
};

const germany: Market = {
  country: "Germany",
  currency: "EUR",
  places: ["Grünhagen", "Lüdersfeld", "Oberweißbach-Süd", "Hohenlinde", "Straßfelde"],
  trades: ["Feinkost", "Bäckerei", "Gastronomie", "Großküchen", "Lebensmittel"],
  forms: ["GmbH", "GmbH & Co. KG", "e.K.", "AG"],
  streets: ["Am Markt", "Bahnhofstraße", "Mühlenweg", "Königsallee"],
  firstNames: ["Jürgen", "Katja", "Lennart", "Sönke", "Ulrike"],
  lastNames: ["Aßmann", "Dörfler", "Küppersbusch", "Weißgerber"],
  phone: (random) => `+49 30 23125 ${random.digits(3)}`,
  postalCode: (random) => `00${random.digits(3)}`,
  taxNumber: (random) => `DE000${random.digits(6)}`,
  registrationNumber: (random) => `HRB 9${random.digits(5)}`,
};

const sweden: Market = {
  country: "Sweden",
  currency: "SEK",
  places: ["Björkvallen", "Östra Näset", "Älgsunda", "Kråkmåla Strand"],
  trades: ["Livsmedel", "Bageri", "Fiskhall", "Storkök"],
  forms: ["AB", "HB"],
  streets: ["Storgatan", "Hamngatan", "Kyrkvägen"],
  firstNames: ["Åsa", "Göran", "Märta", "Örjan"],
  lastNames: ["Ångman", "Bergström", "Öhrnell"],
  phone: (random) => `+46 31 390 06 ${random.digits(2)}`,
  postalCode: (random) => `0${random.digits(2)} ${random.digits(2)}`,
  taxNumber: (random) => `SE000000${random.digits(4)}01`,
  registrationNumber: (random) => `000000-${random.digits(4)}`,
};

/** Weights: each market appears as often as it does among 20 customers. */
export const markets: readonly [Market, ...Market[]] = [
  britain,
  ...Array<Market>(10).fill(britain),
  ...Array<Market>(4).fill(ireland),
  ...[france, france, germany, germany, sweden],
];
