/** Letters that Unicode does not decompose, and the plain letters that a search reads them as. */
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
 * Characters that separate words. Modifier letters and the saltillo are included: Unicode calls them letters,
 * people use them as apostrophes.
 */
const BETWEEN = /[\u02B9-\u02BD\u02C8\u02CA\u02CB\uA78C]|[^\p{L}\p{N}\p{Mc}]/gu;

/**
 * A text in lower case, compatibility-decomposed (NFKD), with ligatures and barred letters as plain letters.
 */
const folded = (text: string): string =>
	text
		.normalize('NFKD')
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[œæßøłđı]/g, (letter) => TOGETHER[letter]!);

/**
 * A text reduced to what searches compare: letters and digits. Accents, case, apostrophes, hyphens, spaces
 * and their look-alikes are ignored: phones type « ’ » and « – » where keyboards type « ' » and « - ».
 */
export const searchable = (text: string): string => folded(text).replace(BETWEEN, '');

/**
 * Returns the sort key of a name in lists of people: accents and case are ignored, and a shorter first word
 * comes first (« Jean » before « Jean-Paul » before « Jeanne »). It contains only letters and digits, which
 * every database sorts alike.
 */
export const nameSortKey = (name: string): string =>
	folded(name)
		.replace(/\p{Mn}/gu, '')
		.split(BETWEEN)
		.filter((word) => word !== '')
		.join('0');

/**
 * Returns whether at least one of `texts` contains what was searched; accents, case and punctuation are
 * ignored. An empty search matches everything. A search that contains only punctuation matches nothing.
 */
export function isSearchMatch(search: string, ...texts: readonly string[]): boolean {
	if (search.trim() === '') return true;
	const wanted = searchable(search);
	return wanted !== '' && texts.some((text) => searchable(text).includes(wanted));
}

/**
 * Returns whether each word of what was searched is found in at least one of `texts`, in any order. A word
 * without a letter or a digit (« », –) is ignored. A search that contains only such words matches nothing. An
 * empty search matches everything.
 */
export function hasEveryWord(search: string, ...texts: readonly string[]): boolean {
	const words = search.split(/\s+/u).filter((word) => searchable(word) !== '');
	return words.length === 0
		? isSearchMatch(search, ...texts)
		: words.every((word) => isSearchMatch(word, ...texts));
}
