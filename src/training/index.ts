/** Reads a duration as people write it, such as `1 h 30`, in minutes. */
export { type DurationUnit, durationInMinutes } from './duration.ts';
/** The kinds of learning activities that people log. */
export { isTrainingKind, TRAINING_KINDS, type TrainingKind } from './kinds.ts';
/** The first day of the period over which a person's hours of training are added up. */
export { periodStart } from './period.ts';
/**
 * The two years of the Education Act over which school staff add up their hours: whom they concern, which kinds
 * count, and for how long a link to a total may work.
 */
export {
	COUNTED_KINDS,
	followsLegalPeriod,
	HOURS_ASKED,
	HOURS_SHARE_DAYS,
	type LegalPeriod,
	legalPeriod,
	legalPeriods,
	MOST_HOURS_SHARES,
} from './thirty-hours.ts';
/** Reads and checks a web address that a person types as evidence or as the link of a learning activity. */
export { hostOf, LINK_LENGTH, type LinkProblem, readLink, type WebLink } from './link.ts';
/**
 * The types of a logged learning activity and of a person's totals, and the checks of its date, duration and
 * dimensions.
 */
export {
	dateProblem,
	dimensionsProblem,
	durationProblem,
	hoursAndMinutes,
	isCivilDate,
	type Training,
	type TrainingContent,
	type TrainingTotal,
	TRAINING_LIMITS,
	trainingProblem,
} from './rules.ts';
/**
 * Chooses which learning activities of the catalogue to suggest for an audience, a dimension and a standing;
 * the types of a suggestion and of that choice.
 */
export { type SuggestionCriteria, type Suggestion, suggestionsFor } from './suggestions.ts';
