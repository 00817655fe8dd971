interface Part {
  name: string;
  license: string;
  version: string;
  /** The technique that shows the version, in the words of CycloneDX; absent if it is unknown. */
  from?: string;
  /** A text of the compiled file that shows the version. */
  text?: string;
}

export function withinPackage(
  name: string,
  installedVersion: string,
): { file: string; parts: Part[]; notice: string } | undefined;
