import { describe, expect, test } from 'vitest';
import { LEVELS, STANDINGS } from '#framework';
import { framework } from '#framework/server';
import { people, profile } from '../people.fixture.ts';
import { dimensionSentenceTexts, profileSentenceTexts } from './sentences-for.ts';

const { dimensions } = framework('crcn-2019');
/**
 * Makes the twelve dimensions of a person from one letter per dimension and source, with the real slugs of
 * the framework's dimensions.
 */
const real = (said: string, observed?: string, shown?: string) =>
	profile(said, observed, shown).map((one, at) => ({ ...one, slug: dimensions[at]!.slug }));
const LOCALES = ['fr', 'en'] as const;

test('Ada reads her information literacy, source by source', () => {
	const marks = { said: 'intermediate', shown: 'intermediate', observed: null } as const;
	expect(dimensionSentenceTexts('crcn-2019', 'information-literacy', marks, 'fr')).toEqual([
		'Pour chercher et vérifier de l’information, vous dites y arriver sans aide dans une situation habituelle.',
		'La mise en situation va dans le même sens\u00a0: votre choix correspond au niveau intermédiaire.',
		'Aucune trace n’a encore été observée.',
	]);
});

describe.each(LOCALES)('in %s', (locale) => {
	test('every mark of every dimension has its three sentences, with nothing left to fill in', () => {
		for (const { slug } of dimensions)
			for (const said of STANDINGS)
				for (const shown of STANDINGS)
					for (const observed of [null, ...LEVELS]) {
						const told = dimensionSentenceTexts('crcn-2019', slug, { said, shown, observed }, locale);
						expect(told).toHaveLength(3);
						expect(told.join(' ')).not.toMatch(/[{}]|undefined/);
					}
	});

	test.each(people)('$who: whole sentences, nothing left to fill in, no figure of the three', (who) => {
		const told = profileSentenceTexts('crcn-2019', real(who.said, who.observed, who.shown), locale);
		expect(told.length).toBeGreaterThanOrEqual(2);
		for (const sentence of told) {
			expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
			expect(sentence).not.toMatch(/[{}%]|undefined|average|moyenne/);
		}
	});
});

test('a mixed profile counts each level, the highest first', () => {
	const [opening] = profileSentenceTexts('crcn-2019', real('aaaiiiibsssb'), 'fr');
	expect(opening).toContain(
		'3 au niveau avancé, 4 au niveau intermédiaire, 2 au niveau débutant et 3 en démarrage',
	);
});
