import { validMonthsOf } from '#badges';
import type { BadgeFilePreview } from '#badges/server';
import { changesText, faultText } from './preview-text.server.ts';

/** A drawing as an address of its own: shown as a picture, it can run and fetch nothing. */
const pictureOf = (drawing: string) => `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`;

/**
 * What the page shows of a file that was checked: its faults with what was sent, to be corrected; or the badge in
 * both languages, and what importing it would do.
 */
export function previewView(preview: BadgeFilePreview, content: string) {
	if (!('badge' in preview))
		return {
			...({ kind: 'checked', content, badge: null } as const),
			faults: preview.faults.map((one) => ({ place: one.place, text: faultText(one) })),
		};
	const { badge, standing, version, shown, changes } = preview;
	const { definition, artworkFr, artworkEn } = badge;
	const inLanguage = (locale: 'fr' | 'en') => ({
		...{ locale, picture: pictureOf((locale === 'en' ? artworkEn : null) ?? artworkFr) },
		name: definition.name[locale],
		description: definition.description[locale],
		narrative: definition.criteria.narrative[locale],
		restsOn: definition.restsOn[locale],
		doesNotProve: definition.doesNotProve[locale],
		hint: definition.kind !== 'exploration' ? definition.evidenceHint[locale] : null,
	});
	return {
		...({ kind: 'checked', content, faults: [] } as const),
		badge: {
			standing,
			version,
			shown,
			changes: changesText(changes),
			months: validMonthsOf(definition),
			languages: [inLanguage('fr'), inLanguage('en')],
		},
	};
}
