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
 * Counts the characters of a text: its Unicode code points once it is composed (NFC). A letter written as a
 * letter and its accent counts as one. Every limit on what people write uses this count.
 */
export const characterCount = (text: string): number => [...text.normalize('NFC')].length;

/**
 * Counts the words of a text, in French as in English: what stands between spaces, with at least one letter or
 * digit. So « l’école » and “well-known” are one word each, and a mark that stands alone (« : », a dash) is none.
 */
export const wordCount = (text: string): number =>
	text.split(/\s+/u).filter((one) => /[\p{L}\p{N}]/u.test(one)).length;
