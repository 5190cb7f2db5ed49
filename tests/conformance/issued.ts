import type { Actor } from '#identity';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import {
	addEvidence,
	decide,
	recogniseByRule,
	startApplication,
	submitApplication,
} from '#applications/server';
import { awardFile, awardToken, issueTranslation } from '#awards/server';
import { cast, says, shows, trains } from '../recognised/cast.ts';

/** A badge that the service issued, in one of the forms it is taken away in. */
export interface IssuedForm {
	/** By rule or by an adviser, in which language, the original or its translation. */
	readonly badge: string;
	readonly form: 'json' | 'png' | 'svg' | 'jwt';
	readonly bytes: Uint8Array;
}

/** What people write: accents, guillemets, apostrophe, emoji, and what would end an attribute, a section or a string. */
export const HARD_TEXT = 'L’été à « Là-bas » 🦉👩🏽‍🏫 ]]> <b title="x">&amp;\\ É';

async function formsOf(world: World, actor: Actor, badge: string, id: string): Promise<IssuedForm[]> {
	const forms: IssuedForm[] = [];
	for (const form of ['json', 'png', 'svg'] as const)
		forms.push({ badge, form, bytes: (await awardFile(world, actor, id, form)).bytes });
	forms.push({ badge, form: 'jwt', bytes: (await awardToken(world, actor, id)).bytes });
	return forms;
}

/**
 * Issues badges end to end in a world: by rule and by an adviser, with everything in them or as little as can be, in
 * each language, each with its translation; gives every form of each, and the slug of the body that issued them.
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
		const given: [string, string][] = [];
		await says(world, ada, 'communication', 1);
		await trains(world, ada, 'communication', 150, HARD_TEXT);
		for (const { id } of await recogniseByRule(world, ada.id, locale)) given.push(['by rule', id]);
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
			await submitApplication(world, ada, id, { inBadge, key: key() });
			const { award } = await decide(world, bruno, id, { decision: 'accept', reason: '', key: key() });
			given.push([inBadge ? 'by an adviser, full' : 'by an adviser, minimal', award ?? '']);
		}
		for (const [name, id] of given) {
			const { award: translation } = await issueTranslation(world, ada, id);
			forms.push(...(await formsOf(world, ada, `${name}, ${locale}`, id)));
			forms.push(...(await formsOf(world, ada, `${name}, ${locale}, its translation`, translation)));
		}
	}
	return { forms, slug };
}
