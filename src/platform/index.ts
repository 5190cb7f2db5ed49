/** The languages of the interface, and a text in both. */
export type { Locale, Text } from './language.ts';
/** Values that survive JSON, and what forms send. */
export type { Json, Sent } from './json.ts';
/** What a person asks for and does not get. */
export { notFound, OtherContent, Refusal } from './refusal.ts';
/** Bytes as letters and digits that nobody confuses. */
export { crockford, ID_PATTERN, isId } from './crockford.ts';
/** The day of an instant, where somebody is. */
export { civilDate } from './civil-date.ts';
/** How instants and lists of words are written. */
export { dateFormat, listFormat } from './formats.ts';
/** Which of several forms of one thing a request wants. */
export { preferred } from './negotiation.ts';
/** Which texts can be kept in every database. */
export { isStorable, marked } from './text.ts';
