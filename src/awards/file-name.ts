/** Letters that Unicode does not decompose, and the plain letters written instead. */
const TOGETHER: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** Longest part taken of a badge's name, in characters. */
const LONGEST = 60;

/**
 * Returns the name, without extension, of the files of an award: the badge's name, a hyphen and the first six
 * characters of the award's id. It contains only lower-case letters, digits and hyphens, so that it is safe
 * in a header and on any disk. When nothing of the name remains, the id of the badge is used instead.
 */
export function awardFileName(award: { readonly id: string; readonly badge: string }, name?: string): string {
	const plain = (name ?? '')
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[œæßøłđ]/g, (letter) => TOGETHER[letter] ?? '')
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, LONGEST)
		.replace(/^-+|-+$/g, '');
	return `${plain || award.badge}-${award.id.slice(0, 6)}`;
}
