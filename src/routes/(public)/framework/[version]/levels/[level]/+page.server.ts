import { loadPage } from '#web/load-page.ts';
import { levelOr404, versionOr404 } from '../../../or-404.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ params }: PageServerLoadEvent) => {
	const framework = versionOr404(params.version);
	const level = levelOr404(framework, params.level);
	const at = framework.levels.indexOf(level);
	return {
		framework,
		level,
		position: at + 1,
		previous: framework.levels[at - 1],
		next: framework.levels[at + 1],
	};
});
