import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';

export const load = ({ locals }) => ({
	version: CURRENT_VERSION,
	dimensions: framework(CURRENT_VERSION).dimensions.map((one) => ({
		number: one.number,
		slug: one.slug,
		title: one.title[locals.locale],
		short: one.short[locals.locale],
	})),
});
