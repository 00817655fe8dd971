import {
  connectionFaults,
  encodingFaults,
  head,
  redirect,
  reply,
  wire,
} from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { type Expectation, type FaultCase, onceThenValid } from "../case.ts";
import { backoff, throttledBackoff, type Wait } from "../wait.ts";

const image = { name: "logo.png", contentType: "image/png" };
const png = { "content-type": "image/png" };
const pdf = pdfFile(pdfOf([shown("Not an image.")]));
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const inlineLimitBytes = 3 * 1024 * 1024;

function file(
  name: string,
  bytes: string | Uint8Array,
  fileSize: number,
  more: Partial<Expectation>,
): FaultCase {
  const expect: Expectation = { kind: "ok", attempts: 1, ...more };
  return { name, answer: reply(200, bytes, png), file: { ...image, fileSize }, expect };
}

/** A download that fails after at most two attempts. */
function failing(name: string, answer: Fault, kind: Expectation["kind"], wait: Wait = backoff): FaultCase[] {
  const status = kind === "throttled" ? 429 : undefined;
  return [
    { name, answer, file: image, expect: { kind, status, attempts: 2, wait } },
    onceOnly(name, answer, wait),
  ];
}

function onceOnly(name: string, answer: Fault, wait: Wait = backoff): FaultCase {
  const fine = reply(200, svg, png);
  const expect: Expectation = { kind: "ok", attempts: 2, wait };
  return { name: onceThenValid(name), answer: [answer, fine], file: image, expect };
}

/** Files that differ from their record, and downloads that fail. */
export const fileCases: FaultCase[] = [
  // The slowest first: an attempt ends after 10 s without data.
  onceOnly("a file that stalls", wire(head(200, { ...png, "content-length": 500 }), "x".repeat(100))),
  file("a PDF named .png", pdf, pdf.length, { says: "type: application/pdf", block: "resource" }),
  file("an SVG named .png", svg, svg.length, { says: "type: image/svg+xml", block: "resource" }),
  file("a file of no bytes", "", 0, { says: "The file is empty." }),
  file("a file of no bytes, 7 by its record", "", 7, {
    says: "Codat sent no bytes, but the attachment record gives a size of 7 bytes.",
  }),
  file("a file larger than its record says", svg, 7, {
    says: "The attachment record gives a different size: 7 bytes.",
  }),
  file("a file over the limit, 7 bytes by its record", new Uint8Array(inlineLimitBytes + 1), 7, {
    says: `larger than the inline limit of ${inlineLimitBytes} bytes`,
    block: "resource_link",
  }),
  {
    name: "a file in cut gzip",
    answer: encodingFaults["cut gzip"],
    file: image,
    expect: {
      kind: "ok",
      attempts: 1,
      says: "The download was compressed, so it is unknown whether the file is complete.",
    },
  },
  ...failing("a file, reset in the middle", connectionFaults["reset within the body"], "network"),
  ...failing(
    "a file shorter than its Content-Length",
    connectionFaults["Content-Length too long"],
    "network",
  ),
  ...failing("a file with a 204", wire(head(204), "keep"), "unreadable"),
  ...failing("a file with a 206", reply(206, svg, png), "unreadable"),
  ...failing("a file with a 429", reply(429), "throttled", throttledBackoff),
  {
    name: "a file with a 302",
    answer: redirect(302, "/elsewhere"),
    file: image,
    expect: { kind: "redirect", status: 302, attempts: 1 },
  },
  {
    name: "a file with a 404",
    answer: reply(404),
    file: image,
    expect: { kind: "not_found", status: 404, attempts: 1 },
  },
];
