import type { Storage } from "../../input/compound-file/directory.ts";
import type { CompoundFile } from "../../input/compound-file/open.ts";
import { Properties } from "./properties.ts";

// Property ids of [MS-OXPROPS].
const id = {
  subject: 0x0037,
  clientSubmitTime: 0x0039,
  recipientType: 0x0c15,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  headers: 0x007d,
  deliveryTime: 0x0e06,
  bodyText: 0x1000,
  bodyRtf: 0x1009,
  bodyHtml: 0x1013,
  displayName: 0x3001,
  address: 0x3003,
  attachmentData: 0x3701,
  attachmentShortName: 0x3704,
  attachmentMethod: 0x3705,
  attachmentLongName: 0x3707,
  attachmentType: 0x370e,
  smtpAddress: 0x39fe,
  senderSmtpAddress: 0x5d01,
  codePage: 0x3fde,
} as const;

const headerBytes = { file: 32, embedded: 24, part: 8 };
const embeddedMessage = 5;
const recipientKinds: Readonly<Record<number, "to" | "cc" | "bcc">> = { 1: "to", 2: "cc", 3: "bcc" };

export interface Person {
  name: string | undefined;
  address: string | undefined;
}

/** An Outlook message: a whole .msg, or one inside another. */
export class Message {
  readonly #file: CompoundFile;
  readonly #storage: Storage;
  readonly #own: Properties;

  constructor(file: CompoundFile, storage: Storage = file.root) {
    this.#file = file;
    this.#storage = storage;
    this.#own = new Properties(
      file,
      storage,
      storage === file.root ? headerBytes.file : headerBytes.embedded,
    );
  }

  get subject(): string | undefined {
    return this.#own.text(id.subject);
  }

  get sent(): string | undefined {
    return this.#own.time(id.clientSubmitTime) ?? this.#own.time(id.deliveryTime);
  }

  get sender(): Person {
    const address = this.#own.text(id.senderSmtpAddress) ?? this.#own.text(id.senderAddress);
    return { name: this.#own.text(id.senderName), address };
  }

  /** The headers that came over the internet, as they were. */
  get internetHeaders(): string | undefined {
    return this.#own.text(id.headers);
  }

  get bodyText(): string | undefined {
    return this.#own.text(id.bodyText);
  }

  /** HTML as bytes, or as text that is already decoded. */
  get bodyHtml(): Buffer | string | undefined {
    return this.#own.binary(id.bodyHtml) ?? this.#own.text(id.bodyHtml);
  }

  get bodyCodePage(): number {
    return this.#own.integer(id.codePage) ?? this.#own.codePage;
  }

  /** Compressed as [MS-OXRTFCP] says. */
  get bodyRtf(): Buffer | undefined {
    return this.#own.binary(id.bodyRtf);
  }

  recipients(): Record<"to" | "cc" | "bcc", Person[]> {
    const found: Record<"to" | "cc" | "bcc", Person[]> = { to: [], cc: [], bcc: [] };
    for (const storage of this.#parts("__recip_version1.0_")) {
      const properties = new Properties(this.#file, storage, headerBytes.part, this.#own.codePage);
      const kind = recipientKinds[(properties.integer(id.recipientType) ?? 1) & 0xf] ?? "to";
      found[kind].push({
        name: properties.text(id.displayName),
        address: properties.text(id.smtpAddress) ?? properties.text(id.address),
      });
    }
    return found;
  }

  attachments(): Attachment[] {
    return this.#parts("__attach_version1.0_").map(
      (storage) =>
        new Attachment(storage, new Properties(this.#file, storage, headerBytes.part, this.#own.codePage)),
    );
  }

  #parts(prefix: string): Storage[] {
    return this.#storage.children
      .flatMap((child) =>
        child.kind === "storage" && child.name.toLowerCase().startsWith(prefix) ? [child] : [],
      )
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}

/** A file that is attached to a message. */
export class Attachment {
  readonly #storage: Storage;
  readonly #properties: Properties;

  constructor(storage: Storage, properties: Properties) {
    this.#storage = storage;
    this.#properties = properties;
  }

  get name(): string | undefined {
    const { longName, shortName, displayName } = {
      longName: id.attachmentLongName,
      shortName: id.attachmentShortName,
      displayName: id.displayName,
    };
    return (
      this.#properties.text(longName) ??
      this.#properties.text(shortName) ??
      this.#properties.text(displayName)
    );
  }

  get type(): string | undefined {
    return this.#properties.text(id.attachmentType);
  }

  get content(): Buffer | undefined {
    return this.#properties.binary(id.attachmentData);
  }

  /** The storage of an attached message or of an embedded object. */
  get storage(): { kind: "message" | "object"; storage: Storage } | undefined {
    const name = "__substg1.0_3701000d";
    for (const child of this.#storage.children) {
      if (child.kind !== "storage" || child.name.toLowerCase() !== name) continue;
      const isMessage = this.#properties.integer(id.attachmentMethod) === embeddedMessage;
      return { kind: isMessage ? "message" : "object", storage: child };
    }
    return undefined;
  }
}
