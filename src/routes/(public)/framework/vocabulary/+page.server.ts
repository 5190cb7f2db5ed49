import { CERTAINTY_WORDS } from '#framework';
import { CASE_ROOT, openDataWords } from '#framework/server';
import { loadPage } from '#web/load-page.ts';

export const load = loadPage(() => ({
	licence: openDataWords.licence,
	provenance: CERTAINTY_WORDS.map((word) => openDataWords.provenance[word]),
	terms: openDataWords.terms,
	kinds: openDataWords.kinds,
	documents: `${CASE_ROOT}/CFDocuments`,
}));
