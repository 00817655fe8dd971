import type { MaskKind } from "../../settings/index.ts";

/** The kinds of mask that depend on field names. */
export type FieldKind = Exclude<MaskKind, "files">;

/**
 * The words that identify fields, in English and in the languages of the ledgers that Codat connects. Each is a word, or
 * consecutive words, in lowercase; `#` is any number.
 */
export const fieldPhrases: Record<FieldKind, string> = {
  email: `
    email, emails, mail, mails, mailbox, mailto, smtp, courriel, correo, epost
  `,
  phone: `
    phone, phones, telephone, telephones, tel, tels, tele, ph, mobile, mobiles, mob, cell, cells, cellphone, cellular, fax, faxes,
    telefax, telex, landline, handset, hotline, helpline, freephone, switchboard, voicemail, pager, gsm, msisdn, sms, ddi, whatsapp,
    whats app, viber, telegram, wechat, we chat, skype, area code, dial code, dialing code, dialling code, calling code,
    contact number, contact no, contact nr, contact num, extension number, phonenumber,
    direct dial, dial in, extension no, phone ext, tel ext,
    telefon, telefono, telefoon, telefone, mobil, movil, celular, cellulare, handy, rufnummer
  `,
  tax: `
    tax, taxes, vat, gst, hst, pst, qst, gstin, tin, tins, itin, ssn, sin, ein, nino, utr, vrn, eori, duns, lei, abn, acn, arbn, tfn,
    nzbn, ird, siren, siret, nif, cif, dni, rfc, cnpj, cpf, cuit, rut, ruc, nit, kvk, btw, bsn, tva, iva, mwst, ust, ustid, moms,
    cvr, nip, regon, krs, pesel, oib, afm, ogrn, pan, cin, crn, hrb, ni number, ni no,
    taxpayer, national insurance, national id, national number, social security, social insurance, passport,
    company number, company no, company nr, company num, company reg, companies house, registration number, registration no,
    registration nr, registration num, registration id, registration code, registered number, registered no, reg number, reg no,
    reg nr, reg num, reg id, business number, business no, business id, incorporation number, incorporation no, trade register,
    commercial register, entity number, entity no, cui, chamber of commerce, organisation number, organization number, organisation no, organization no,
    org number, org no, org nr, orgnr, charity number, charity no, fiscal code, fiscal id, fiscal number, fiscal no,
    steuernummer, steuer, codice fiscale, partita iva, handelsregister
  `,
  address: `
    address, addresses, addr, street, streets, road, avenue, thoroughfare, city, cities, town, village, suburb, district, borough,
    parish, county, state, province, prefecture, canton, municipality, region, subdivision, country, countries, locality,
    neighborhood, neighbourhood, location, residence, domicile, premises, building, suite, apartment, apt, floor,
    house number, house no, house name, flat number, flat no, unit number, unit no, po box, post box, line #, street #,
    postal, postcode, postcodes, post code, postalcode, zip, zips, zipcode, zip code, eircode, pin code, pincode, plz, cep,
    latitude, longitude, lat, lng, lon, geo, geolocation, coordinates,
    adresse, adresses, strasse, straat, rue, ville, ort, stadt, wohnort, hausnummer, huisnummer, plaats, gemeente, calle, ciudad,
    direccion, indirizzo, citta
  `,
};

/** The phrases of a list above or below. */
export function phrasesIn(list: string): string[] {
  return list.split(",").map((phrase) => phrase.trim().replace(/\s+/g, " "));
}

/** Words that occur next to those in field names, so that `hometel` can be split and `telling` cannot. */
export const besideWords = `
  home, work, office, business, private, personal, daytime, day, evening, night, primary, secondary, main, other, alt, alternate,
  alternative, default, preferred, direct, contact, contacts, customer, client, debtor, company, companies, billing, bill, shipping,
  ship, delivery, mailing, invoice, invoicing, registered, head, legal, trading, full, my, your, owner, director, person, user, sales,
  accounts, reply, to, from, number, numbers, no, nr, num, id, ids, code, codes, ref, reference, type, line, lines, one, two, three,
  first, second, third, name, value, eu, uk, us, de, gb, international, intl, national, foreign, federal, local, verified, optin,
  registration, reg, house, box, po, post, of, and
`;

/** Endings that identify a field by themselves, as in `debitoremail`. */
export const tellingEndings: Record<FieldKind, RegExp | undefined> = {
  email: /e-?mails?$/,
  phone: /(?:tele|home|work|smart|cell)?phones?$/,
  tax: undefined,
  address: /(?:address(?:es)?|post(?:al)?codes?|zipcodes?)$/,
};
