import type { Random } from "../random.ts";
import type { Address } from "./customer.ts";
import type { Market } from "./markets.ts";

export function personName(random: Random, market: Market): string {
  return `${random.pick(market.firstNames)} ${random.pick(market.lastNames)}`;
}

export function addressIn(random: Random, market: Market, type: string): Address {
  return {
    type,
    line1: `${random.between(1, 180)} ${random.pick(market.streets)}`,
    line2: random.chance(20) ? `Unit ${random.between(1, 24)}` : "",
    city: random.pick(market.places),
    region: "",
    country: market.country,
    postalCode: market.postalCode(random),
  };
}

/** An address at a host that cannot exist (RFC 2606). */
export function emailAt(companyName: string, mailbox: string): string {
  return `${slug(mailbox, ".")}@${slug(companyName, "-")}.example`;
}

function slug(text: string, separator: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, separator)
    .replace(/^\W+|\W+$/g, "");
}
