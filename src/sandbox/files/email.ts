import { writePdf } from "./pdf.ts";

const boundary = "=_larkmoor_2026_0615";

/** A saved email (RFC 5322, MIME) with a text part and a small PDF attachment. */
export function writeEmail(): Buffer {
  const notice = writePdf(
    [["Remittance advice RA-0611", "", "Paid on 11 June 2026: \u00A36,640.20", "For: INV-20358"]],
    {
      title: "Remittance advice RA-0611",
      fontSize: 12,
      leading: 18,
    },
  );
  return Buffer.from(
    [
      "From: Priya Nandakumar <priya.nandakumar@brackenhall-catering.example>",
      "To: Ledger <ledger@larkmoor-wholesale.example>",
      "Subject: =?UTF-8?Q?Remittance_advice_for_caf=C3=A9_deliveries?=",
      "Date: Mon, 15 Jun 2026 10:04:00 +0100",
      "Message-ID: <20260615.0611@brackenhall-catering.example>",
      "MIME-Version: 1.0",
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      "",
      `--${boundary}`,
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Hello,",
      "",
      "=C2=A36,640.20 left our account on Thursday for the May deliveries, caf=C3=A9 =",
      "Merrowby included. The advice is attached.",
      "",
      "Priya",
      `--${boundary}`,
      'Content-Type: application/pdf; name="RA-0611.pdf"',
      'Content-Disposition: attachment; filename="RA-0611.pdf"',
      "Content-Transfer-Encoding: base64",
      "",
      ...(notice.toString("base64").match(/.{1,76}/g) ?? []),
      `--${boundary}--`,
      "",
    ].join("\r\n"),
  );
}

const outerBoundary = "=_larkmoor_2026_0618";

/** A saved email that forwards another one as an attachment (message/rfc822), with its own attachment. */
export function writeForwardedEmail(): Buffer {
  const head = [
    "From: Ledger <ledger@larkmoor-wholesale.example>",
    "To: Credit control <credit@larkmoor-wholesale.example>",
    "Subject: FW: Remittance advice",
    "Date: Thu, 18 Jun 2026 08:20:00 +0100",
    "Message-ID: <20260618.0003@larkmoor-wholesale.example>",
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${outerBoundary}"`,
    "",
    `--${outerBoundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Please match this remittance against INV-20358.",
    `--${outerBoundary}`,
    "Content-Type: message/rfc822",
    "Content-Disposition: attachment",
    "",
    "",
  ];
  return Buffer.concat([
    Buffer.from(head.join("\r\n")),
    writeEmail(),
    Buffer.from(`\r\n--${outerBoundary}--\r\n`),
  ]);
}
