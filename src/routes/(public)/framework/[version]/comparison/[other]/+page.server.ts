import { compareVersions } from '#framework/server';
import { notFound } from '#platform';
import { loadPage } from '#web/load-page.ts';
import { versionOr404 } from '../../../or-404.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ params }: PageServerLoadEvent) => {
	const from = versionOr404(params.version);
	const to = versionOr404(params.other);
	if (from === to) throw notFound();
	return { framework: from, to, ...compareVersions(from.version, to.version) };
});
