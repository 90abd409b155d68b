// Tells whether a plain text reads as a determination: it has a heading of one, or two labels of an item's fields.
// As in the checker, which decides the same for `.txt` files that it is told to check.

const HEADING = /^\s*(?:HOW THE (?:IMR )?(?:FINAL )?DETERMINATION WAS MADE|CLINICAL CASE SUMMARY|IMR (?:ISSUES?, )?DECISIONS?,? AND RATIONALES?)\s*[.:]?\s*$/i;
const LABEL = /^\s*(?:(?:The )?Claims Administrator guidelines?|(?:MAXIMUS|Reviewer) guidelines?|Decision rationales?)\s*:/i;

/** The most that is looked at: a letter shows itself early. */
const LINES = 400;

export function isDetermination(text: string): boolean {
  let labels = 0;
  for (const line of text.split(/\r\n|\r|\n/, LINES)) {
    if (HEADING.test(line)) return true;
    if (LABEL.test(line) && ++labels > 1) return true;
  }
  return false;
}
