import { catalogueFaultTexts } from '#presentation/training/catalogue-fault-text.server.ts';
import { catalogueFileForm, editedInstitution, importCatalogue, previewCatalogue } from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formActionWithCatalogue } from '#web/file-forms/form-with-catalogue.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(({ locals: { actor } }: PageServerLoadEvent) => {
	editedInstitution(actor);
	return {};
});

const ways = { before: ({ locals }: RequestEvent) => void editedInstitution(locals.actor) };

export const actions = {
	check: formActionWithCatalogue(
		catalogueFileForm,
		async ({ content }, { locals: { world, actor, locale } }: RequestEvent) => {
			const preview = await previewCatalogue(world, actor, content);
			const { added, changed, same, repeated, faultCount } = preview;
			const { whole, rows } = catalogueFaultTexts(preview, locale);
			const isSound = whole === null && faultCount === 0;
			return {
				...{ added, changed, same, repeated, faultCount, whole, rows },
				content: isSound && added + changed > 0 ? content : null,
			};
		},
		ways,
	),
	import: formActionWithCatalogue(
		catalogueFileForm,
		async (input, event: RequestEvent) => {
			await importCatalogue(event.locals.world, event.locals.actor, input);
			redirectDone(event, '/catalogue/edit?done=imported');
		},
		ways,
	),
};
