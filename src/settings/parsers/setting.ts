/** One setting: its default, its flag and its parser. */
export interface Setting<T> {
  /** One line of the help text. */
  description: string;
  /** The text that is parsed if the setting is not set. */
  default?: string;
  /** False for a secret, which must not be in a command line. */
  flag?: false;
  /** True for a setting that restricts: an empty value or a placeholder is an error, never "no restriction". */
  failClosed?: true;
  /** The value; undefined if the text is invalid. */
  parse(text: string): T | undefined;
  /** The valid values, to complete a sentence after "must be". */
  expected: string;
  /** For some invalid texts a better explanation, to complete a sentence after the setting's name. Without the text itself. */
  problem?(text: string): string | undefined;
}

/** A setting with a default. */
export type Defaulted<T> = Setting<T> & { default: string };
