/** The words of cohorts. */
export {
	COHORT_AUDIENCES,
	type Cohort,
	type CohortAudience,
	type Progress,
	progressOf,
	SHARING_TEXT,
	shownJoinCode,
} from './cohort.ts';
/** The group portrait, which exposes nobody. */
export {
	type Band,
	bandOf,
	type DimensionPortrait,
	dimensionPortrait,
	mayRefresh,
	type Portrait,
	PORTRAIT_LEVELS,
	type PortraitLevel,
	type Situated,
	situatedIn,
	tooClose,
} from './portrait.ts';
