import { redirect } from '@sveltejs/kit';
import { answeringDimension, answersForm, recordAnswers } from '#assessment/server';
import { personOf } from '#identity';
import { recogniseByRule } from '#recognition/server';
import { formAction } from '#ui/server/form-action.ts';
import { loadPage } from '#ui/server/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const { dimension, statements, previous, following, ...rest } = await answeringDimension(
		world,
		actor,
		params.dimension,
	);
	const named = (one: typeof previous) =>
		one && { slug: one.slug, number: one.number, short: one.short[locale] };
	return {
		version: rest.version,
		mode: rest.mode,
		slug: dimension.slug,
		number: dimension.number,
		short: dimension.short[locale],
		title: dimension.title[locale],
		statements: statements.map(({ statement, answer, revision }) => ({
			id: statement.id,
			text: statement.text[locale],
			example: statement.example[locale],
			answer,
			revision,
		})),
		previous: named(previous),
		following: named(following),
		progress: rest.progress,
		said: rest.said,
		next: rest.next,
	};
});

export const actions = {
	answer: formAction(answersForm, async (input, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		await recordAnswers(world, actor, input);
		const [award] = await recogniseByRule(world, personOf(actor).id, locale);
		// A choice saved quietly stays where it is; only the button goes on.
		if (input.continue === undefined) return { awarded: award !== undefined };
		if (award) redirect(303, `/recognition?awarded=${award.id}`);
		const { next } = await answeringDimension(world, actor, params.dimension);
		redirect(303, next ? `/assessment/${next}` : '/profile');
	}),
};
