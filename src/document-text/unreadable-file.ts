/** Why no text was extracted from a file. */
export type UnreadableReason =
  | "empty"
  | "tooLarge"
  | "noText"
  /** The worker's file is missing. */
  | "notInstalled"
  /** No worker thread could be started. */
  | "notStarted"
  /** The extraction ended early, or the file cannot be read. The message gives the reason. */
  | "failed"
  /** The page that was asked for does not exist. */
  | "noSuchPage"
  /** The path leads to no file inside the file. */
  | "noSuchMember";

/** Thrown if no text could be extracted from a file. The message is a full sentence. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
