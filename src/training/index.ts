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
	countsUnderAct,
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
 * What a person says of a learning activity afterwards, and how many people one of the catalogue helped.
 */
export {
	helpedOfFive,
	type Helpfulness,
	LEAST_ANSWERS,
	type LookingBack,
	readStep,
	type Step,
} from './looking-back.ts';
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
 * which are exercises, which lack an address; the types of a suggestion and of that choice.
 */
export {
	isExercise,
	lacksAddress,
	type SuggestionCriteria,
	type Suggestion,
	suggestionsFor,
} from './suggestions.ts';
/**
 * A training of an institution's catalogue: its type, its limits, the check of it, what a search looks in, and
 * what makes two of them the same.
 */
export {
	type CatalogueEntry,
	ENTRY_LANGUAGES,
	ENTRY_LIMITS,
	type EntryContent,
	entryKey,
	type EntryLanguage,
	entryProblem,
	searchedText,
	searchedWords,
} from './catalogue/entry.ts';
/** The table (CSV) of a catalogue: its columns, and how a row is read. */
export {
	CATALOGUE_COLUMNS,
	type CatalogueColumn,
	type CatalogueRead,
	type CatalogueRow,
	type CatalogueRowFault,
	columnNamed,
	entryOfRow,
	type NamedDimension,
	readCatalogueRows,
} from './catalogue/catalogue-table.ts';
/** A table (CSV) of learning activities: its columns, how its rows are read, and what makes two activities the same. */
export {
	type ListedTraining,
	readTrainingRows,
	type TrainingColumn,
	trainingColumnNamed,
	type TrainingDefaults,
	trainingKey,
	type TrainingRow,
	type TrainingRowFault,
	type TrainingTableReading,
} from './import/training-table.ts';
/** Reads a statement of xAPI: what is used of it, or the property that the specification refuses. */
export { isoMinutes, readStatement, type SentStatement, type StatementFault } from './received/statement.ts';
