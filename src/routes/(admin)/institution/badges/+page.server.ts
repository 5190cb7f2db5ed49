import { awardsGivenByBadge } from '#awards/server';
import {
	administeredOwnBadges,
	badgeFileForm,
	catalogueOf,
	importBadge,
	offerOwnBadge,
	ownBadgeForm,
	previewBadgeFile,
	withdrawOwnBadge,
} from '#badges/server';
import { dimension } from '#framework/server';
import { administeredInstitution } from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { formActionWithBadgeFile } from '#web/form-with-badge-file.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { previewView } from './preview-view.ts';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor, locale } }) => {
	const { institution, badges } = await administeredOwnBadges(world, actor);
	const given = await awardsGivenByBadge(world.db.read, administeredInstitution(actor));
	return {
		institution,
		badges: badges.map(({ definition, ...one }) => ({
			...{ ...one, name: definition.name[locale], given: given.get(one.id) ?? 0 },
			dimension: dimension(definition.framework, definition.dimension)?.title[locale] ?? '',
		})),
		common: catalogueOf(world)
			.all()
			.map(({ id, name }) => ({ id, name: name[locale] })),
	};
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
		async ({ shown = 0, ...input }, { locals: { world, actor } }: RequestEvent) => {
			const { id, version, done } = await importBadge(world, actor, { ...input, shown });
			return { kind: done, id, version };
		},
		ways,
	),
	withdraw: formAction(ownBadgeForm, async (input, { locals: { world, actor } }) => {
		await withdrawOwnBadge(world, actor, input);
		return { kind: 'withdrawn' as const };
	}),
	offer: formAction(ownBadgeForm, async (input, { locals: { world, actor } }) => {
		await offerOwnBadge(world, actor, input);
		return { kind: 'offered' as const };
	}),
};
