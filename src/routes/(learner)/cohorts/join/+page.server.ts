import { formatJoinCode } from '#cohort';
import {
	cohortCodeForm,
	joinCohort,
	joinCohortForm,
	joinedCohorts,
	leaveCohort,
	leaveCohortForm,
	cohortPreview,
} from '#cohort/server';
import { learnerMembership } from '#identity';
import { problemText } from '#messages/server';
import { Refusal } from '#platform';
import { isJustDone, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

const offerOf = async ({ world, actor }: App.Locals, code: string) => {
	const offer = await cohortPreview(world, actor, code);
	return { ...offer, code: formatJoinCode(offer.code) };
};

/**
 * What the link of a cohort, which has its code, shows before anybody joins: the offer, or the form with that
 * code and the reason why it leads nowhere. Without a code, neither.
 */
async function lookAt(locals: App.Locals, typed: string) {
	const read = cohortCodeForm.safeParse({ code: typed });
	if (!read.success) return { offer: null, refused: null };
	try {
		return { offer: await offerOf(locals, read.data.code), refused: null };
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.field !== 'code') throw problem;
		const text = problemText(problem.code, problem.params, locals.locale);
		return {
			offer: null,
			refused: { problems: [{ field: 'code', text }], values: { form: 'look', code: typed } },
		};
	}
}

export const load: PageServerLoad = loadPage(async (event) => {
	const { world, actor } = event.locals;
	learnerMembership(actor);
	const { searchParams } = event.url;
	const done = isJustDone(event);
	return {
		...(await lookAt(event.locals, searchParams.get('code') ?? '')),
		joined: await joinedCohorts(world, actor),
		left: done && searchParams.has('left'),
		welcome: done && searchParams.has('joined'),
	};
});

export const actions: Actions = {
	look: formAction(cohortCodeForm, async ({ code }, { locals }) => offerOf(locals, code)),
	join: formAction(joinCohortForm, async (input, event) => {
		await joinCohort(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/cohorts/join?joined');
	}),
	leave: formAction(leaveCohortForm, async (input, event) => {
		await leaveCohort(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/cohorts/join?left');
	}),
};
