import { expect, test } from 'vitest';
import { FRAMEWORK_VERSIONS, LEVELS } from '#framework';
import { framework } from '#framework/server';
import { CONTENT } from './content.ts';
import { questionnaireOf } from './questionnaire.ts';

test('a questionnaire holds every dimension of the version with its three statements, in one language', () => {
	for (const version of FRAMEWORK_VERSIONS)
		for (const audience of ['teacher', 'staff', 'student'] as const)
			for (const locale of ['fr', 'en'] as const) {
				const { dimensions, levels } = framework(version);
				const found = questionnaireOf(version, audience, locale);
				expect(found).toMatchObject({ version, audience });
				expect(found.levels).toEqual(
					Object.fromEntries(LEVELS.map((id) => [id, levels.find((one) => one.id === id)!.label[locale]])),
				);
				expect(
					found.dimensions.map(({ slug, number, title, short }) => [slug, number, title, short]),
				).toEqual(
					dimensions.map(({ slug, number, title, short }) => [slug, number, title[locale], short[locale]]),
				);
				for (const { statements } of found.dimensions) {
					expect(statements.map(({ level }) => level)).toEqual(LEVELS);
					for (const { id, text, example } of statements) {
						const written = CONTENT.items.find((one) => one.id === id)!;
						expect(written.audience).toBe(audience);
						expect([text, example]).toEqual([written.text[locale], written.example[locale]]);
					}
				}
			}
});
