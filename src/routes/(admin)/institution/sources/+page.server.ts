import { administeredInstitution, institutionById } from '#identity/server';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import { administeredSources, makeSource, sourceForm } from '#training/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { sourceFacts } from './source-view.ts';

export const load = loadPage(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const sources = await administeredSources(world, actor);
	const { timeZone } = await institutionById(world, administeredInstitution(actor));
	return {
		sources: sources.map((one) => ({
			...{ id: one.id, name: one.name, facts: sourceFacts(one, { locale, timeZone }) },
		})),
		dimensions: dimensionChoices(locale),
	};
});

export const actions = {
	make: formAction(sourceForm, async (input, { locals: { world, actor } }: RequestEvent) => ({
		address: `${world.origin}/xapi/`,
		...(await makeSource(world, actor, input)),
	})),
};
