import { makePortraitFigure, PORTRAIT_LEVELS, RANDOM_LEVEL_PROBABILITY } from '#cohort';

const CELLS = 2000;

/** The share, in percent, that a figure of `people` people shows for a level that counts `many` of them. */
function shownFor(many: number, people: number, largest: number | undefined): number {
	const [top, ...others] = PORTRAIT_LEVELS.toReversed();
	const counted = Array.from({ length: people }, (_, at) => (at < many ? top! : others[at % others.length]!));
	return makePortraitFigure(counted, 1, RANDOM_LEVEL_PROBABILITY, largest)!.shares[top!];
}

/** The fewest people at a level for which a figure shows at least this share; `people` + 1 when none does. */
function fewestFor(share: number, people: number, largest: number | undefined): number {
	let [low, high] = [0, people + 1];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (shownFor(middle, people, largest) >= share) high = middle;
		else low = middle + 1;
	}
	return low;
}

const logs = [0];
function logFactorial(n: number): number {
	for (let at = logs.length; at <= n; at += 1) logs.push(logs[at - 1]! + Math.log(at));
	return logs[n]!;
}

/**
 * How likely it is that one person of a figure has the level whose share it shows, for an attacker who learns
 * from the figure what its people are like: before it, every mix of the four levels is as likely for the group,
 * so each level is for each person (1/4). Counts of the other levels are taken as even.
 */
export function learned(people: number, share: number, largest?: number): number {
	const from = fewestFor(share, people, largest);
	const to = fewestFor(share + 1, people, largest) - 1;
	let [known, all] = [0, 0];
	for (let cell = 0; cell < CELLS; cell += 1) {
		const part = (cell + 0.5) / CELLS;
		const counted = RANDOM_LEVEL_PROBABILITY / 4 + (1 - RANDOM_LEVEL_PROBABILITY) * part;
		let chance = 0;
		for (let many = from; many <= to; many += 1)
			chance += Math.exp(
				logFactorial(people) -
					logFactorial(many) -
					logFactorial(people - many) +
					many * Math.log(counted) +
					(people - many) * Math.log(1 - counted),
			);
		const weight = 3 * (1 - part) ** 2 * chance;
		known += weight * part;
		all += weight;
	}
	return known / all;
}

/** The sizes of the groups that are tried. */
const SIZES = [15, 20, 30, 60, 100, 200, 500, 1000, 2000, 10_000] as const;

/** The highest that anybody learns in this way from a figure of some size, and the size. */
export function mostLearned(largest?: number): { readonly people: number; readonly most: number } {
	return SIZES.map((people) => {
		const top = shownFor(people, people, largest);
		const shares = [top - 5, top].filter(
			(share) => fewestFor(share, people, largest) < fewestFor(share + 1, people, largest),
		);
		return { people, most: Math.max(...shares.map((share) => learned(people, share, largest))) };
	}).reduce((best, one) => (one.most > best.most ? one : best));
}
