import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { catalogueOf } from '#badges/server';

/**
 * The badge that the page shows as an example. If the catalogue does not have it, the page shows another
 * Pratique badge.
 */
const EXAMPLE = 'practice-collaboration';

export const load = ({ locals }) => {
	const catalogue = catalogueOf(locals.world);
	const example = catalogue.badge(EXAMPLE) ?? catalogue.all().find(({ kind }) => kind === 'practice');
	return {
		version: CURRENT_VERSION,
		dimensions: framework(CURRENT_VERSION).dimensions.map((one) => ({
			number: one.number,
			slug: one.slug,
			title: one.title[locals.locale],
			short: one.short[locals.locale],
		})),
		example: example && { id: example.id, name: example.name[locals.locale] },
	};
};
