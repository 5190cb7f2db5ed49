/** The types of the interface's two languages (`fr`, `en`), and of a text in both. */
export type { Locale, Text } from './language.ts';
/** The types of a value that survives JSON unchanged, and of the fields that a form sends. */
export type { Json, SentFields } from './json.ts';
/**
 * Refusals (errors that a person reads, with a code and an HTTP status): the class, not-found (404), and a
 * form sent again with other content (409).
 */
export { notFound, IdempotencyConflict, Refusal } from './refusal.ts';
/**
 * Crockford base32, whose letters and digits are not easily confused: writing bytes in it, and recognising an
 * id.
 */
export { crockford, ID_PATTERN, isId } from './crockford.ts';
/** Converts an instant to its date in a time zone, and writes dates in words. */
export { civilDate, civilInWords, dayInWords, endOfCivilDate, USUAL_TIME_ZONE } from './civil-date.ts';
/** The formatter of instants, by language. */
export { dateFormat } from './date-format.ts';
/** The name of a language, by language. */
export { languageName } from './language-name.ts';
/** The formatter of lists of words, by language. */
export { listFormat } from './list-format.ts';
/** Chooses the media type of a response from the request's Accept header. */
export { preferredMediaType } from './negotiation.ts';
/**
 * Checks whether both databases can store a text, and replaces the characters that they cannot store. Counts
 * the characters of a text, or its words.
 */
export { characterCount, isStorable, replaceUnstorable, wordCount } from './text.ts';
/** Cleans a text of one line before it is stored, and removes invisible characters from any text. */
export { visibleLine, withoutUnseen } from './visible-line.ts';
/** Until when a removed item can be put back. */
export { erasureDue, removalCutoff, UNDO_REMOVAL_HOURS } from './removed.ts';
