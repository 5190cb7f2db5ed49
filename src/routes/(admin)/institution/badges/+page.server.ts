import {
	badgeFileForm,
	importBadge,
	offerOwnBadge,
	ownBadgeForm,
	previewBadgeFile,
	withdrawOwnBadge,
} from '#badges/server';
import { administeredInstitution } from '#identity/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { formActionWithBadgeFile } from '#web/file-forms/form-with-badge-file.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { importTold, ownBadgesView } from './own-badges-view.ts';
import { previewView } from './preview-view.ts';

export const load: PageServerLoad = loadPage(async (event) => {
	const { world, actor, locale } = event.locals;
	return { ...(await ownBadgesView(world, actor, locale)), imported: importTold(event) };
});

const ways = { before: ({ locals }: RequestEvent) => void administeredInstitution(locals.actor) };

export const actions: Actions = {
	check: formActionWithBadgeFile(
		badgeFileForm,
		async ({ content }, { locals: { world, actor } }: RequestEvent) =>
			previewView(await previewBadgeFile(world, actor, content), content),
		ways,
	),
	import: formActionWithBadgeFile(
		badgeFileForm,
		async ({ shown = 0, ...input }, event: RequestEvent) => {
			const { id, done } = await importBadge(event.locals.world, event.locals.actor, { ...input, shown });
			redirectDone(event, `/institution/badges?done=${done}&badge=${id}`);
		},
		ways,
	),
	stop: formAction(ownBadgeForm, async (input, { locals: { world, actor } }) => {
		await withdrawOwnBadge(world, actor, input);
		return { kind: 'withdrawn' as const };
	}),
	offer: formAction(ownBadgeForm, async (input, { locals: { world, actor } }) => {
		await offerOwnBadge(world, actor, input);
		return { kind: 'offered' as const };
	}),
};
