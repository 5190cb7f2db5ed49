import { CURRENT_VERSION } from '#framework';
import { framework, allFrameworks } from '#framework/server';
import { loadPage } from '#web/load-page.ts';

/** Lists the versions of the framework, and the comparison of each with every other, in both directions. */
export const load = loadPage(() => {
	const all = allFrameworks();
	return {
		current: framework(CURRENT_VERSION),
		frameworks: all,
		comparisons: all.flatMap((from) => all.filter((to) => to !== from).map((to) => ({ from, to }))),
	};
});
