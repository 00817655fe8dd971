import { writePdf } from "./pdf.ts";

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocument>
    <ram:ID>INV-20358</ram:ID>
    <ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20260429</udt:DateTimeString></ram:IssueDateTime>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty><ram:Name>Larkmoor Wholesale Ltd</ram:Name></ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>Brackenhall Catering Ltd</ram:Name></ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>GBP</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:GrandTotalAmount>6640.20</ram:GrandTotalAmount>
        <ram:DuePayableAmount>6640.20</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
`;

/** A PDF invoice that also holds the invoice as XML (Factur-X). */
export function writeInvoice(): Buffer {
  return writePdf(
    [
      [
        "Invoice INV-20358",
        "",
        "Larkmoor Wholesale Ltd to Brackenhall Catering Ltd",
        "Issued 29 April 2026, due 29 May 2026",
        "Dry goods, April deliveries",
        "Amount due: \u00A36,640.20",
      ],
    ],
    {
      title: "Invoice INV-20358",
      fontSize: 12,
      leading: 18,
      attached: { name: "factur-x.xml", type: "text/xml", content: xml },
    },
  );
}
