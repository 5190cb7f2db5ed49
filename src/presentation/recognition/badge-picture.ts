import { getLocale } from '#messages';

/**
 * Path of the picture of a badge of the catalogue, its words in the page's language. The French one has the
 * address that signed badges name.
 */
export const badgePicture = (badge: string): string =>
	`/badges/${badge}/${getLocale() === 'en' ? 'artwork.en.svg' : 'artwork.svg'}`;
