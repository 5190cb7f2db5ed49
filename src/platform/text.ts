/**
 * Whether a text can be kept as it is: PostgreSQL refuses U+0000 in a text, and UTF-8 has no form for half of a
 * surrogate pair.
 */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The same text with a mark (U+FFFD) where it could not be kept, so that whoever typed it sees the place. */
export const marked = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();
