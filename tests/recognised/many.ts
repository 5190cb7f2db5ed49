import { inFramework } from '#badges';
import { CURRENT_VERSION } from '#framework';
import { createPerson } from '#identity/server';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { catalogueOf } from '../../src/badges/server/catalogue.ts';
import type { AwardRequest } from '../../src/awards/server/issuing/prepare-award.ts';

/**
 * Makes a request to award a badge to a person, as an adviser's decision or a rule would make it. Throws when
 * the catalogue lacks the badge.
 */
export function awardRequestFor(
	world: World,
	person: string,
	institution: string,
	{ badge = 'practice-collaboration', locale = 'fr' as Locale } = {},
): AwardRequest {
	const definition = catalogueOf(world).badge(badge);
	if (!definition) throw new Error(`The catalogue lacks ${badge}.`);
	const judged = definition.kind === 'practice';
	return {
		person,
		institution,
		definition: inFramework(definition, CURRENT_VERSION),
		locale,
		basis: {
			said: 'intermediate',
			shown: null,
			observed: judged ? 'intermediate' : null,
			minutes: 120,
			reflections: 1,
			evidence: judged ? 2 : 0,
		},
		evidence: judged
			? [
					{
						title: 'Journal d’équipe',
						link: `https://exemple.example/journal/${person}`,
						reflection: 'J’ai animé l’écriture à plusieurs. '.repeat(6).trim(),
					},
					{ title: 'Compte rendu « final »', link: null, reflection: 'Nous avons partagé les rôles.' },
				]
			: null,
		application: null,
		decidedBy: null,
		acceptance: null,
	};
}

/** Creates `count` people in an institution, and makes a request to award a badge to each. */
export async function awardRequestsForMany(
	world: World,
	institution: string,
	count: number,
	options?: { badge?: string; locale?: Locale },
): Promise<readonly AwardRequest[]> {
	const wanted: AwardRequest[] = [];
	for (let n = 0; n < count; n += 1) {
		const person = await createPerson(world, {
			username: `apprenant-${world.newId()}`,
			displayName: 'Ada',
			memberships: [{ institution, role: 'learner', audience: 'teacher' }],
		});
		wanted.push(awardRequestFor(world, person, institution, options));
	}
	return wanted;
}
