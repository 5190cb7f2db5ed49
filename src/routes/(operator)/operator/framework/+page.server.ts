import { versionChoices } from '#framework/server';
import { mustOperate } from '#identity/server';
import { wordsChangesView, wordsFaultText } from '#presentation/wording/words-text.ts';
import { formActionWithWords } from '#web/file-forms/form-with-words.ts';
import { loadPage } from '#web/load-page.ts';
import { importWords, previewWords, wordsForm } from '#wording/server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { actor } }) => {
	mustOperate(actor);
	return { versions: versionChoices() };
});

const ways = { before: ({ locals }: RequestEvent) => mustOperate(locals.actor) };
const bytesOf = (content: string) => new TextEncoder().encode(content);

export const actions: Actions = {
	check: formActionWithWords(
		wordsForm,
		async ({ version, content }, { locals: { world, actor, locale } }: RequestEvent) => {
			const { faults, changes, shown } = await previewWords(world, actor, {
				...{ version, bytes: bytesOf(content) },
			});
			return {
				...{ kind: 'checked' as const, version, content, shown },
				faults: faults.map((fault) => wordsFaultText(fault, locale)),
				changes: wordsChangesView(changes, locale),
			};
		},
		ways,
	),
	import: formActionWithWords(
		wordsForm,
		async ({ version, content, shown, key }, { locals: { world, actor } }: RequestEvent) => {
			const count = await importWords(world, actor, { version, bytes: bytesOf(content), shown, key });
			return { kind: 'imported' as const, version, count };
		},
		ways,
	),
};
