import { components, type SandboxCompany, wholesaler } from "../companies.ts";
import { oddlyNamedId } from "../customers/components.ts";
import { fileRichId, wholesalerCustomers } from "../customers/wholesaler.ts";
import { CodatAnswerError } from "../error.ts";
import { lazy } from "../lazy.ts";
import { brackenhallFiles } from "./brackenhall.ts";
import { file, type StoredFile } from "./file.ts";
import { writeDeliveryNote } from "./text.ts";

/** A customer's files: none for most customers, null if the ledger returns null. */
export function filesOf(company: SandboxCompany, customerId: string): readonly StoredFile[] | null {
  const found = filesByCompany().get(company)?.get(customerId);
  return found === undefined ? [] : found;
}

export function fileOf(company: SandboxCompany, customerId: string, attachmentId: string): StoredFile {
  const found = filesOf(company, customerId)?.find(({ id }) => id === attachmentId);
  if (!found) throw new CodatAnswerError(404, `Attachment ${attachmentId} not found`);
  return found;
}

const filesByCompany = lazy(() => {
  const [, second, third, fourth] = wholesalerCustomers().map(({ id }) => id);
  return new Map<SandboxCompany, ReadonlyMap<string | undefined, readonly StoredFile[] | null>>([
    [
      wholesaler,
      new Map([
        [fileRichId, brackenhallFiles],
        [second, [deliveryNote(3101)]],
        [third, [deliveryNote(3102), deliveryNote(3103)]],
        [fourth, null],
      ]),
    ],
    [components, new Map([[oddlyNamedId, [deliveryNote(77)]]])],
  ]);
});

function deliveryNote(number: number): StoredFile {
  return file({
    id: `f0000000-0000-4000-8000-00000000${String(number).padStart(4, "0")}`,
    name: `delivery-note-${number}.txt`,
    contentType: "text/plain; charset=utf-8",
    dateCreated: "2026-06-10T06:45:00Z",
    build: () => writeDeliveryNote(number),
  });
}
