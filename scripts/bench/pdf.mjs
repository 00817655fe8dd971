// A PDF of A4 pages, one after the other.

/** `pageAt` returns a page's resources and content, and for an image its stream, which the resources name as /X. */
export function pdfOf(pageCount, pageAt) {
  const pages = Array.from({ length: pageCount }, (_, nth) => pageAt(nth));
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pageCount} /Kids [${pages.map((_, nth) => `${3 + 3 * nth} 0 R`).join(" ")}] >>`,
    ...pages.flatMap(({ resources, content, image = "null" }, nth) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${4 + 3 * nth} 0 R /Resources ${resources ?? `<< /XObject << /X ${5 + 3 * nth} 0 R >> >>`} >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      image,
    ]),
  ];
  let body = "%PDF-1.4\n";
  const entries = objects.map((object, index) => {
    const entry = `${String(body.length).padStart(10, "0")} 00000 n \n`;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return entry;
  });
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${entries.join("")}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    "latin1",
  );
}
