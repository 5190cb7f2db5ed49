import { redirect } from '@sveltejs/kit';
import { answerForm, expressQuestion, recordAnswer } from '#assessment/server';
import { personOf } from '#identity';
import { recogniseByRule } from '#recognition/server';
import { formAction } from '#ui/server/form-action.ts';
import { loadPage } from '#ui/server/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const { dimension, statement, previous, following, ...rest } = await expressQuestion(
		world,
		actor,
		params.dimension,
	);
	const named = (one: typeof previous) =>
		one && { slug: one.slug, number: one.number, short: one.short[locale] };
	return {
		version: rest.version,
		slug: dimension.slug,
		number: dimension.number,
		short: dimension.short[locale],
		title: dimension.title[locale],
		text: statement.text[locale],
		example: statement.example[locale],
		previous: named(previous),
		following: named(following),
		answer: rest.answer,
		revision: rest.revision,
		answered: rest.answered,
		total: rest.total,
		next: rest.next,
	};
});

export const actions = {
	answer: formAction(answerForm, async (input, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		await recordAnswer(world, actor, { ...input, dimension: params.dimension });
		const [award] = await recogniseByRule(world, personOf(actor).id, locale);
		// A choice saved quietly stays where it is; only the button goes on.
		if (input.continue === undefined) return { awarded: award !== undefined };
		if (award) redirect(303, `/recognition?awarded=${award.id}`);
		const { next } = await expressQuestion(world, actor, params.dimension);
		redirect(303, next ? `/assessment/${next}` : '/profile');
	}),
};
