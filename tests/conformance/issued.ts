import { type Actor, mustBeLearner, type PersonActor } from '#identity';
import { inFramework } from '#badges';
import { catalogueOf } from '#badges/server';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import {
	addEvidence,
	decide,
	awardBadgesByRule,
	startApplication,
	submitApplication,
} from '#applications/server';
import { activeAward, awardFile, awardToken, issueAwards, issueTranslation } from '#awards/server';
import { settleMilestones } from '../../src/applications/server/milestones/settle-milestones.ts';
import { storeEmailVerified, updateDetails } from '../../src/identity/server/accounts/people-store.ts';
import { cast, REFLECTION, says, shows, trains } from '../recognised/cast.ts';

/** A badge that the service issued, in one of its download formats. */
export interface IssuedForm {
	/**
	 * Describes the badge in the messages of tests: awarded by a rule or by an adviser, its language, and
	 * whether it is the original or its translation.
	 */
	readonly badge: string;
	readonly form: 'json' | 'png' | 'svg' | 'jwt';
	readonly bytes: Uint8Array;
}

/**
 * A text such as people may write, and hard to carry through: accents, guillemets, apostrophe, emoji, and
 * sequences that would end an XML attribute, a CDATA section or a string.
 */
export const HARD_TEXT = 'L’été à « Là-bas » 🦉👩🏽‍🏫 ]]> <b title="x">&amp;\\ É';

async function formsOf(world: World, actor: Actor, badge: string, id: string): Promise<IssuedForm[]> {
	const forms: IssuedForm[] = [];
	for (const form of ['json', 'png', 'svg'] as const)
		forms.push({ badge, form, bytes: (await awardFile(world, actor, id, form)).bytes });
	forms.push({ badge, form: 'jwt', bytes: (await awardToken(world, actor, id)).bytes });
	return forms;
}

/** Gives somebody the two parts of the milestone Piliers, then the milestone by its rule; returns its id. */
async function reachPillars(world: World, person: PersonActor, locale: Locale): Promise<string> {
	const { institution } = mustBeLearner(person);
	const parts = catalogueOf(world)
		.all()
		.filter(({ id }) => ['practice-ethical-citizenship', 'practice-technological-skills'].includes(id));
	await issueAwards(
		world,
		parts.map((definition, at) => ({
			...{ person: person.id, institution, locale, definition: inFramework(definition, 'crcn-2025') },
			basis: {
				...{ said: 'beginner', shown: null, observed: at === 0 ? 'advanced' : 'beginner' },
				...{ minutes: 0, reflections: 0, evidence: 1 },
			},
			...{ evidence: null, application: null, decidedBy: null, acceptance: null },
		})),
	);
	await settleMilestones(world, person.id, locale);
	return (await activeAward(world.db.read, person.id, 'milestone-pillars'))?.id ?? '';
}

/**
 * Issues badges from end to end in a world: by a rule and by an adviser, full and minimal, in each language,
 * each with its translation. Returns every download format of each badge, and the slug of the issuer.
 */
export async function issuedByService(
	world: World,
): Promise<{ readonly forms: readonly IssuedForm[]; readonly slug: string }> {
	const forms: IssuedForm[] = [];
	let slug = '';
	for (const locale of ['fr', 'en'] as const satisfies readonly Locale[]) {
		const people = await cast(world);
		const { ada, bruno } = people;
		slug = people.here.slug;
		const key = () => world.newId();
		await world.db.write(async (tx) => {
			const email = `ada-${key()}@exemple.qc.ca`;
			await updateDetails(tx, ada.id, { displayName: 'Ada', email }, { newAddress: true });
			await storeEmailVerified(tx, ada.id, world.now());
		});
		const given: [string, string][] = [];
		await says(world, ada, 'communication', 1);
		await trains(world, ada, 'communication', 150, `${HARD_TEXT} ${REFLECTION}`);
		for (const { id } of await awardBadgesByRule(world, ada.id, locale)) given.push(['by rule', id]);
		for (const [dimension, inBadge] of [
			['collaboration', true],
			['innovation-and-creativity', false],
		] as const) {
			await says(world, ada, dimension, 2);
			await shows(world, ada, dimension);
			const id = await startApplication(world, ada, { badge: `practice-${dimension}`, locale, key: key() });
			for (const link of ['https://exemple.example/été?a=1&b=2#là', 'https://exemple.example/b'])
				await addEvidence(world, ada, id, {
					title: HARD_TEXT,
					link,
					training: null,
					reflection: `${HARD_TEXT}\n\n${HARD_TEXT}`,
					key: key(),
				});
			// The full one is also bound to an address.
			await submitApplication(world, ada, id, { inBadge, bindsEmail: inBadge, key: key() });
			const { award } = await decide(world, bruno, id, {
				decision: 'accept',
				level: 'intermediate',
				reason: 'Belle démarche.',
				key: key(),
			});
			given.push([inBadge ? 'by an adviser, full' : 'by an adviser, minimal', award ?? '']);
		}
		given.push(['a milestone', await reachPillars(world, ada, locale)]);
		for (const [name, id] of given) {
			const { award: translation } = await issueTranslation(world, ada, id);
			forms.push(...(await formsOf(world, ada, `${name}, ${locale}`, id)));
			forms.push(...(await formsOf(world, ada, `${name}, ${locale}, its translation`, translation)));
		}
	}
	return { forms, slug };
}
