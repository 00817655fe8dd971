import { digitGroups } from "./digit-groups.ts";
import type { Span } from "./fold-text.ts";
import { mayBegin, spanOf, startOf } from "./phone-edges.ts";
import { matchForm } from "./phone-forms.ts";

/**
 * The telephone numbers in a folded text, none within `taken`. Tries each group of digits once, with at most nine groups after
 * it. Finds international numbers, national ones with a leading 0, North American ones, ten to fifteen bare digits, and any
 * seven digits after a word such as Tel.
 */
export function findPhones(text: string, taken: readonly Span[] = []): Span[] {
  const groups = digitGroups(text, taken);
  const found: Span[] = [];
  let followsPhone = false;
  for (let group = 0; group < groups.count; group++) {
    const start = startOf(groups, group);
    const mayBePhone: boolean = !groups.isTaken(group) && mayBegin(groups, group, start, followsPhone);
    const last: number | undefined = mayBePhone ? matchForm(groups, group, start) : undefined;
    const span: Span | undefined = last === undefined ? undefined : spanOf(groups, group, last, start);
    followsPhone = span !== undefined;
    if (last === undefined || span === undefined) continue;
    found.push(span);
    group = last;
    // Of its extension.
    while (groups.start(group + 1) < span.end) group++;
  }
  return found;
}
