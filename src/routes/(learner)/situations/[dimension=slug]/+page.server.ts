import { redirect } from '@sveltejs/kit';
import { chooseInSituation, situationFor, situationForm, situationsFor } from '#assessment/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(
	async ({ locals: { world, actor, locale }, params, url }: PageServerLoadEvent) => {
		const { dimension, situation, done, earlier } = await situationFor(world, actor, params.dimension);
		const { version, next } = await situationsFor(world, actor);
		// The level that each choice shows is sent only once the person has chosen; doing the situation again
		// hides it again.
		const anew = done?.again === true && url.searchParams.has('again');
		const answered = done !== null && !anew;
		return {
			slug: dimension.slug,
			number: dimension.number,
			short: dimension.short[locale],
			dimension: dimension.title[locale],
			version,
			levels: levelNames(version, locale),
			title: situation.title[locale],
			scene: situation.scene[locale],
			choices: situation.choices.map(({ id, text, why, shows }) => ({
				id,
				text: text[locale],
				...(answered && { why: why[locale], shows }),
			})),
			done: answered ? { ...done, choice: done.choice.id } : null,
			earlier: answered
				? earlier.map(({ choice, chosenAt }) => ({ text: choice.text[locale], chosenAt }))
				: [],
			next,
		};
	},
);

export const actions = {
	choose: formAction(situationForm, async (input, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		await chooseInSituation(world, actor, { ...input, dimension: params.dimension, locale });
		redirect(303, `/situations/${params.dimension}`);
	}),
};
