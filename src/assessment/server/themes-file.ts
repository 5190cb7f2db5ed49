import { z } from 'zod';
import { LEVELS } from '#framework';
import { element } from '#framework/server';
import { AUDIENCES } from '#identity';
import { PLACE, slug, text } from './content-file.ts';

/** The version of the framework whose themes the file of themes holds. */
export const THEMES_VERSION = 'crcn-2025' as const;

const statement = z.strictObject({ id: slug, tellsApart: z.enum(LEVELS), text, example: text });
const statements = z.array(statement).length(LEVELS.length, `must hold ${LEVELS.length} statements`);

const theme = z.strictObject({
	slug,
	title: text,
	summary: text,
	/** The dimension where the framework has the element of the same slug. */
	dimension: slug,
	statements: z.strictObject({ teacher: statements, staff: statements, student: statements }),
});

/**
 * Schema of the file of themes (`src/assessment/data/themes.json`). Checks that each theme is an element of its
 * dimension in the framework, and that each statement's id and level match its audience, theme and place.
 */
export const themesFileSchema = z
	.strictObject({ framework: z.literal(THEMES_VERSION), themes: z.array(theme) })
	.superRefine(({ framework, themes }, context) => {
		const fault = (path: PropertyKey[], message: string) =>
			context.addIssue({ code: 'custom', path: ['themes', ...path], message });
		for (const [at, one] of themes.entries()) {
			if (!element(framework, one.dimension, one.slug))
				fault([at, 'slug'], `is not an element of ${one.dimension} in ${framework}`);
			for (const audience of AUDIENCES)
				for (const [n, { id, tellsApart }] of one.statements[audience].entries()) {
					const wanted = `${audience}-${one.slug}-${n + 1}`;
					if (id !== wanted) fault([at, 'statements', audience, n, 'id'], `must be "${wanted}"`);
					if (PLACE[tellsApart] !== n + 1)
						fault([at, 'statements', audience, n, 'tellsApart'], 'must be the level of its place');
				}
		}
	});
