/**
 * The types of a cohort, its audience and what it asks of its people, the code with which people join it, the last day proposed for it,
 * the text about sharing that they accept, the slip of one that was handed over, and a member's progress in the self-assessment.
 */
export {
	COHORT_AUDIENCES,
	COHORT_TASKS,
	type Cohort,
	type CohortAudience,
	type CohortTask,
	LARGEST_LIMIT,
	type MemberProgress,
	type OfferedSlip,
	memberProgress,
	readJoinCode,
	isJoinCode,
	endOfSchoolYear,
	isEverySourceShared,
	SHARING_TEXT_VERSION,
	formatJoinCode,
} from './cohort.ts';
/**
 * Makes one figure of a cohort's portrait (the share of people at each level); the smallest number of people
 * that it may count, the largest share that it shows, and its usual error.
 */
export {
	type PeopleBand,
	type PortraitFigure,
	LARGEST_SHARE,
	makePortraitFigure,
	leastPeople,
	usualError,
} from './figures.ts';
/** The levels that a cohort's portrait counts, and its three sources: said, shown, observed. */
export { PORTRAIT_LEVELS, PORTRAIT_SOURCES, type PortraitLevel, type PortraitSource } from './levels.ts';
/**
 * A person's lots (for each level, the level at which portraits count them, drawn once at random): drawing
 * them, their probabilities, and the level counted.
 */
export {
	RANDOM_LEVEL_PROBABILITY,
	countedLevel,
	type Lots,
	lotsFrom,
	NUMBERS_PER_DRAW,
	REDRAW_PROBABILITY,
	SHUFFLE_EVERYWHERE_PROBABILITY,
	SHUFFLE_PROBABILITY,
} from './lots.ts';
/** Makes the portrait of a cohort from the shares and levels of its people. */
export { type ShareForPortrait, figureName, type FiguresAndCountedPeople, makePortrait } from './portrait.ts';
/** The last and the next date on which portraits of cohorts are made: the 1st or the 15th of a month. */
export { lastPortraitDate, nextPortraitDate } from './portrait-dates.ts';
/** What a row of a roster may be refused for. */
export type { RosterProblem } from './roster/roster-table.ts';
/** The code on a slip: as it is printed, and whether a typed one has its form. */
export { formatSlipCode, isSlipCode, readSlipCode } from './roster/slip-code.ts';
