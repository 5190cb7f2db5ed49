import { getLocale } from '#messages';

/** Path of the picture of a badge of the catalogue, with its words in the page's language. */
export const badgePicture = (badge: string): string =>
	`/badges/${badge}/${getLocale() === 'en' ? 'artwork.en.svg' : 'artwork.svg'}`;
