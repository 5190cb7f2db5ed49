import {
	makePortraitFigure,
	type Lots,
	lotsFrom,
	NUMBERS_PER_DRAW,
	PORTRAIT_LEVELS,
	usualError,
} from '#cohort';

/**
 * How far, in percentage points, the published shares are from the true ones, for groups of `people` people.
 */
export interface Missed {
	readonly people: number;
	readonly groups: number;
	/** The mean error over all shares of all groups, in percentage points. */
	readonly mean: number;
	/** The error (in percentage points) that two shares in three stay below. */
	readonly twoInThree: number;
	/** The usual error (in percentage points) that the cohort's page states for a group of this size. */
	readonly told: number;
	/**
	 * In how many groups out of a hundred the published figures rightly say whether more than half of the
	 * people are at a low level (starting or beginner).
	 */
	readonly halfRight: number;
}

const SCHOOL = [0.08, 0.28, 0.42, 0.22];

/**
 * Makes the published figures of `groups` random groups of `people` people, with levels as in a school, and
 * compares them with the true shares.
 */
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
		const { shares } = makePortraitFigure(counted, 1)!;
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
		told: usualError(makePortraitFigure(new Array<'starting'>(people).fill('starting'), 1)!.band, 15),
		halfRight: (100 * right) / groups,
	};
}
