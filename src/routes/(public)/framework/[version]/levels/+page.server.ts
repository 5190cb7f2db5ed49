import { loadPage } from '#web/load-page.ts';
import { versionOr404 } from '../../or-404.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ params }: PageServerLoadEvent) => ({
	framework: versionOr404(params.version),
}));
