import { administeredInstitution, institutionById } from '#identity/server';
import { civilInWords } from '#platform';
import { durationText } from '#presentation/training/training-text.ts';
import {
	administeredSource,
	attachHeld,
	discardHeld,
	discardHeldForm,
	heldForm,
	heldPage,
	revokeSource,
	revokeSourceForm,
} from '#training/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { countTexts, sourceFacts } from '../source-view.ts';

export const load = loadPage(async ({ params, url, locals }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const source = await administeredSource(world, actor, params.id);
	const { timeZone } = await institutionById(world, administeredInstitution(actor));
	const page = requestedPageNumber(url);
	const { held, ...pages } = await heldPage(world, actor, { source: params.id, page });
	return {
		...{ ...pages, name: source.name, works: source.revokedAt === null, counts: countTexts(source) },
		facts: sourceFacts(source, { locale, timeZone }).slice(1),
		held: held.map(({ id, who, title, date, minutes }) => ({
			...{ id, who, title, date: civilInWords(date, locale), duration: durationText(minutes) },
		})),
	};
});

export const actions = {
	attach: formAction(
		heldForm,
		async ({ held: id, ...input }, { locals: { world, actor } }: RequestEvent) => ({
			attached: await attachHeld(world, actor, { id, ...input }),
		}),
	),
	discard: formAction(discardHeldForm, async ({ held: id, key }, { locals }: RequestEvent) => ({
		discarded: await discardHeld(locals.world, locals.actor, { id, key }),
	})),
	revoke: formAction(revokeSourceForm, async ({ key }, { locals, params }: RequestEvent) => ({
		revoked: await revokeSource(locals.world, locals.actor, { id: params.id, key }),
	})),
};
