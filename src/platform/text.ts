/**
 * Returns whether both databases can store a text unchanged: PostgreSQL refuses U+0000, and UTF-8 cannot
 * encode a lone surrogate.
 */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/**
 * Replaces each character that the databases cannot store by U+FFFD, so that the person sees where it was.
 */
export const replaceUnstorable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/**
 * How many characters a text has, in Unicode code points once it is composed (NFC): an emoji counts as one,
 * and so does a letter written as a letter and its accent. Every limit on what people write counts so.
 */
export const characterCount = (text: string): number => [...text.normalize('NFC')].length;
