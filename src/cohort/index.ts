/** The words of cohorts. */
export {
	COHORT_AUDIENCES,
	type Cohort,
	type CohortAudience,
	type Progress,
	progressOf,
	readJoinCode,
	sharesEverySource,
	SHARING_TEXT,
	shownJoinCode,
} from './cohort.ts';
/** One figure of a portrait. */
export { type Band, type Figure, FIRST_SHOWN, figureOf, leastPeople, usualError } from './figures.ts';
/** The levels and sources of a portrait. */
export { PORTRAIT_LEVELS, PORTRAIT_SOURCES, type PortraitLevel, type PortraitSource } from './levels.ts';
/** At which level chance counts a person. */
export { CHANCE, type Lots, lotsFrom, NUMBERS_PER_DRAW, REDRAWN, SHUFFLED } from './lots.ts';
/** The portrait of a cohort on a date. */
export { type CountedShare, figureName, type MadePortrait, makePortrait } from './portrait.ts';
/** When portraits are made. */
export { lastPortraitDate, nextPortraitDate } from './portrait-dates.ts';
