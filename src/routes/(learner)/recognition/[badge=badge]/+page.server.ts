import { redirect } from '@sveltejs/kit';
import { dimension } from '#framework/server';
import { isEditable } from '#applications';
import { advisersAsked, isMet, validMonthsOf } from '#badges';
import { badgeForMe, startApplication, startForm } from '#applications/server';
import { myAdvisers } from '#identity/server';
import { listFormat } from '#platform';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requirementLines } from '#presentation/recognition/requirement-text.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { reconsider } from './reconsider-action.ts';

export const load = loadPage(async ({ locals, params }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const { definition, requirements, award, expired, renewable, application, delay } = await badgeForMe(
		world,
		actor,
		params.badge,
	);
	const version = definition.framework;
	const about = dimension(version, definition.dimension);
	const advisers = definition.kind === 'exploration' ? await myAdvisers(world, actor) : [];
	return {
		id: definition.id,
		kind: definition.kind,
		/** How many advisers decide; 0 for a badge awarded by a rule. */
		asked: advisersAsked(definition),
		name: definition.name[locale],
		description: definition.description[locale],
		narrative: definition.criteria.narrative[locale],
		number: about?.number ?? 0,
		title: about?.title[locale] ?? '',
		lines: requirementLines(requirements, { version, dimension: definition.dimension, locale }),
		met: isMet(requirements),
		award: award?.id ?? null,
		expired,
		renewable,
		months: validMonthsOf(definition),
		application: application && {
			id: application.id,
			state: application.state,
			editable: isEditable(application.state),
		},
		delay,
		/**
		 * For a badge awarded by a rule, the names of the advisers with whom the person may talk about it.
		 */
		advisers: listFormat(locale, 'disjunction').format(advisers),
	};
});

export const actions = {
	reconsider,
	start: formAction(startForm, async ({ kind, key }, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		const id = await startApplication(world, actor, { badge: params.badge, locale, kind, key });
		redirect(303, `/applications/${id}`);
	}),
};
