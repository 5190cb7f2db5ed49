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
/** The group portrait, which exposes nobody. */
export {
	type Band,
	bandOf,
	type DimensionPortrait,
	dimensionPortrait,
	figureName,
	mayRefresh,
	type Portrait,
	PORTRAIT_LEVELS,
	PORTRAIT_SOURCES,
	type PortraitLevel,
	type PortraitSource,
	type Situated,
	situatedIn,
	tooClose,
} from './portrait.ts';
