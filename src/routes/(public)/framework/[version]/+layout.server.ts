import { loadPage } from '#web/load-page.ts';
import type { LayoutServerLoadEvent } from './$types';
import { versionOr404 } from '../or-404.ts';

export const load = loadPage(({ params }: LayoutServerLoadEvent) => ({
	framework: versionOr404(params.version),
}));
