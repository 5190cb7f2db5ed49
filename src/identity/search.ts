/** Letters that stand apart in Unicode and together in a search. */
const TOGETHER: Readonly<Record<string, string>> = {
	œ: 'oe',
	æ: 'ae',
	ß: 'ss',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ı: 'i',
};

/**
 * A text as searches compare it: letters and digits alone. Accents and case do not count, nor do apostrophes, hyphens,
 * spaces and whatever looks like them: phones write « ’ » and « – » where keyboards write « ' » and « - ».
 */
export const searchable = (text: string): string =>
	text
		.normalize('NFKD')
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[œæßøłđı]/g, (letter) => TOGETHER[letter]!)
		// The modifier letters and the saltillo are letters to Unicode and apostrophes to people.
		.replace(/[\u02B9-\u02BD\u02C8\u02CA\u02CB\uA78C]|[^\p{L}\p{N}\p{Mc}]/gu, '');

/** Whether what somebody searches is found in one of these texts; nothing typed finds everything. */
export function isFound(search: string, ...texts: readonly string[]): boolean {
	if (search.trim() === '') return true;
	const wanted = searchable(search);
	return wanted !== '' && texts.some((text) => searchable(text).includes(wanted));
}
