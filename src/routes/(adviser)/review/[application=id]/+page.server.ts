import { redirect } from '@sveltejs/kit';
import { dimension } from '#framework/server';
import { applicationForReview, decide, decisionForm } from '#applications/server';
import { hostOf } from '#training';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { requirementLines, standingName } from '#presentation/recognition/requirement-text.ts';
import { stepLines } from '#presentation/recognition/step-lines.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const found = await applicationForReview(world, actor, params.application);
	const { application, definition, sent, requirements, steps, timeZone } = found;
	const version = definition.framework;
	const day = (at: Date) => dayText(at, locale, timeZone);
	const asked = requirements.find(({ rule }) => rule === 'said-at-least');
	return {
		name: found.name,
		badge: definition.name[locale],
		number: dimension(version, definition.dimension)?.number ?? 0,
		state: application.state,
		decidable: found.decidable,
		days: found.days,
		sentOn: day(sent.at),
		said: standingName(sent.said, version, locale),
		level: standingName(
			asked?.rule === 'said-at-least' ? asked.params.level : 'intermediate',
			version,
			locale,
		),
		narrative: definition.criteria.narrative[locale],
		hint: definition.kind === 'practice' ? definition.evidenceHint[locale] : '',
		lines: requirementLines(requirements, { version, dimension: definition.dimension, locale }),
		evidence: sent.evidence.map(({ title, link, reflection }) => ({
			title,
			reflection,
			link: link ? { address: link, host: hostOf(link) } : null,
		})),
		steps: stepLines(steps, version, locale, day),
		award: found.award,
	};
});

export const actions = {
	decide: formAction(decisionForm, async (input, { locals: { world, actor }, params }: RequestEvent) => {
		await decide(world, actor, params.application, input);
		redirect(303, `/review?done=${input.decision}`);
	}),
};
