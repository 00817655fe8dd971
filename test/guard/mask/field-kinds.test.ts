import { describe, expect, test } from "vitest";
import { customerRoute } from "../../../src/codat/routes.ts";
import { createMask } from "../../../src/guard/mask/mask.ts";
import { maskKinds } from "../../../src/settings/table.ts";
import { runToEnd } from "../../support/run-to-end.ts";

const fields = {
  email: `email emailAddress EmailAddress EMAILADDRESS emailaddress email_address e-mail eMail e_mail workEmail workemail
    debitoremail mail workMail mails eMaIl Email2 courriel correo`,
  phone: `phone homePhone homephone phoneNumbers telephone tel homeTel workTel hometel tel_no mobile mobileNumber mobileno cell
    cellPhone cellular fax faxNumber whatsapp whatsApp WhatsAppNumber landline contactNumber contact_no areaCode msisdn téléphone
    ｐｈｏｎｅ`,
  tax: `tax taxNumber taxnumber salestaxid vat vatNumber VATNumber vatno vat_id euVat gst gstin abn ein tin ssn nino utr siret siren
    companyNumber companyNo companynumber companyRegNo registrationNumber registrationnumber registrationNo regNo crn niNumber
    nationalInsuranceNumber socialSecurityNo fiscalCode codiceFiscale cif kvk orgNr passportNumber`,
  address: `address addresses addressLine1 deliveryAddress deliveryaddress street street2 streetName city town zip zipCode zipcode
    ZIP_CODE postcode postCode postalCode postalcode region county state province country countryCode line1 line2 locality suburb
    houseNumber poBox latitude ville Straße ipAddress`,
};

describe("a field is masked by the words of its name", () => {
  test.each(Object.entries(fields))("%s", (kind, names) => {
    const { json } = createMask(maskKinds.filter((name) => name === kind));
    for (const name of names.split(/\s+/)) {
      const record = runToEnd(json(customerRoute("x", "1"), { [name]: "secret" }));
      expect(record, name).toEqual({ [name]: expect.stringMatching(/^••• #\d+$/) });
    }
  });

  test.each(Object.entries(fields))("%s is not masked by the other kinds", (kind, names) => {
    const { json } = createMask(maskKinds.filter((name) => name !== kind && name !== "files"));
    for (const name of names.split(/\s+/)) {
      const record = { [name]: "secret" };
      expect(runToEnd(json(customerRoute("x", "1"), record)), name).toEqual(record);
    }
  });
});

test("a name that only starts with the same letters is not masked", () => {
  const names = `telling televised taxonomy taxi cityscapeId capacity mailingList mailinglist mailingListId cellar faxable regional
    statement estate phoneticName phonemes addressee streetwise companyId companyName registrationDate registeredOn fiscalYear
    orderNumber invoiceNumber accountNumber number lineItems line status type id customerName contactName defaultCurrency modifiedDate
    sourceModifiedDate metadata isDeleted name contentType fileSize includeWhenSent totalResults contacts vatican tinted cardinal`;
  const { json } = createMask(["email", "phone", "address", "tax"]);
  for (const name of names.split(/\s+/)) {
    const record = { [name]: "plain" };
    expect(runToEnd(json(customerRoute("x", "1"), record)), name).toEqual(record);
  }
});
