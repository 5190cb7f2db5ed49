import { CURRENT_VERSION } from '#framework';
import { framework, frameworks } from '#framework/server';
import { loadPage } from '#web/load-page.ts';

/** Every version may be compared with every other, both ways. */
export const load = loadPage(() => {
	const all = frameworks();
	return {
		current: framework(CURRENT_VERSION),
		frameworks: all,
		comparisons: all.flatMap((from) => all.filter((to) => to !== from).map((to) => ({ from, to }))),
	};
});
