import { estimatedMinutes, MODES } from '#assessment';
import { questionnaireOf } from '#assessment/server';
import { CURRENT_VERSION } from '#framework';
import type { PageServerLoad } from './$types';

/**
 * The data of the page where a trial starts: the two lengths, with how many statements and minutes each
 * takes. The browser loads the statements later.
 */
export const load: PageServerLoad = ({ locals: { locale } }) => {
	const { dimensions } = questionnaireOf(CURRENT_VERSION, 'teacher', locale);
	return {
		version: CURRENT_VERSION,
		lengths: MODES.map((mode) => {
			const statements = mode === 'express' ? dimensions.length : dimensions.length * 3;
			return { mode, statements, minutes: estimatedMinutes(dimensions.length, statements) };
		}),
	};
};
