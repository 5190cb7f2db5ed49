import { figureOf, type Lots, lotsFrom, NUMBERS_PER_DRAW, PORTRAIT_LEVELS, usualError } from '#cohort';

/** By how many points the shares of groups of one size miss what is true. */
export interface Missed {
	readonly people: number;
	readonly groups: number;
	/** The mean over all shares of all groups. */
	readonly mean: number;
	/** Two shares in three miss by less. */
	readonly twoInThree: number;
	/** What the page calls the usual error of such a group. */
	readonly told: number;
	/** How many groups in a hundred are rightly said to stand low, or not, for more than half. */
	readonly halfRight: number;
}

const SCHOOL = [0.08, 0.28, 0.42, 0.22];

/** Makes the figures of so many random groups of a school, and compares them with the truth. */
export function missed(next: () => number, people: number, groups: number): Missed {
	const errors: number[] = [];
	let right = 0;
	for (let group = 0; group < groups; group += 1) {
		const levels = Array.from({ length: people }, () => {
			let rest = next();
			return PORTRAIT_LEVELS[
				Math.max(
					0,
					SCHOOL.findIndex((share) => (rest -= share) < 0),
				)
			]!;
		});
		const counted = levels.map((level) => {
			const lots: Lots = lotsFrom(Array.from({ length: NUMBERS_PER_DRAW }, () => next()));
			return lots[level];
		});
		const { shares } = figureOf(counted, 1)!;
		const truth = PORTRAIT_LEVELS.map(
			(level) => (100 * levels.filter((one) => one === level).length) / people,
		);
		errors.push(...PORTRAIT_LEVELS.map((level, at) => Math.abs(shares[level] - truth[at]!)));
		if (shares.starting + shares.beginner > 50 === truth[0]! + truth[1]! > 50) right += 1;
	}
	errors.sort((one, other) => one - other);
	return {
		people,
		groups,
		mean: errors.reduce((sum, one) => sum + one, 0) / errors.length,
		twoInThree: errors[Math.floor(errors.length * 0.683)]!,
		told: usualError(figureOf(new Array<'starting'>(people).fill('starting'), 1)!.band, 15),
		halfRight: (100 * right) / groups,
	};
}
