/** Changes or deletes a learning activity that the signed-in person logged. */
export { changeTraining, removeTraining, type TrainingChange } from './change-training.ts';
/**
 * The schemas of the forms that log, change, search, delete and put back a learning activity, that share a
 * total of hours, and of a field for a web address.
 */
export {
	catalogueEntryForm,
	catalogueFileForm,
	discardHeldForm,
	heldForm,
	linkField,
	lookingBackForm,
	putBackOrEraseTrainingForm,
	removeTrainingForm,
	retireEntryForm,
	searchForm,
	shareHoursForm,
	revokeSourceForm,
	sourceForm,
	trainingForm,
	trainingTableForm,
	withdrawHoursForm,
} from './forms.ts';
/**
 * Reads a person's learning activities, their totals in each dimension, and today's date in their
 * institution's time zone.
 */
export {
	isTrainingKept,
	listTrainings,
	todayOf,
	trainingById,
	type TrainingListPage,
	trainingsInDimension,
	trainingTotalsAndMinutesSince,
	trainingTotals,
	recentTrainingDimensions,
} from './list-trainings.ts';
/** A person's learning activities, for the copy of their data that they can download. */
export { personalData } from './personal-data.ts';
/**
 * Logs a learning activity of the signed-in person; or stores those of many people at once, for the
 * demonstration.
 */
export { type TrainingToStore, recordTraining, storeTrainings } from './record-training.ts';
/**
 * What a person says of a learning activity afterwards, and how many people those of the catalogue helped.
 */
export { helpfulness, lookBack } from './look-back.ts';
/** Erases the learning activities that were removed a day ago or earlier. */
export { eraseOldRemovedTrainings } from './erase-old.ts';
/**
 * Learning activities removed less than a day ago: listing them, putting one back, erasing one permanently.
 */
export {
	eraseTrainingForGood,
	putBackTraining,
	recentlyRemoved,
	type RestorableTraining,
} from './recently-removed.ts';
/** Looking for words in one's own learning activities. */
export { type TrainingSearchResult, searchTrainings } from './search-trainings.ts';
/** Adds, changes and retires the trainings of an institution's catalogue, for its advisers and administrators. */
export { addEntry, changeEntry, editedInstitution, setEntryRetired } from './catalogue/edit-catalogue.ts';
/** Most bytes of the table of a catalogue, pasted or in a file. */
export { LARGEST_CATALOGUE } from './catalogue/catalogue-job.ts';
/** Learning activities as a table (CSV): what importing one into one’s log would do, and importing it. */
export {
	importTrainings,
	previewTrainings,
	type TrainingsPreview,
	type TrainingTableGiven,
} from './import/import-trainings.ts';
/** Most bytes of a table of learning activities, pasted or in a file. */
export { LARGEST_TRAINING_TABLE } from './import/training-table-job.ts';
/** The catalogue of an institution as a table (CSV): what importing one would do, importing it, exporting it. */
export {
	type CataloguePreview,
	exportCatalogue,
	importCatalogue,
	previewCatalogue,
} from './catalogue/import-catalogue.ts';
/** What a learner finds in the catalogue, what one of it gives to log, and the catalogue as it is edited. */
export {
	type CatalogueFound,
	catalogueItem,
	type EditedCatalogue,
	editedCatalogue,
	entryToEdit,
	searchCatalogue,
} from './catalogue/read-catalogue.ts';
/** Every learning activity of the catalogue that the service suggests, and finding one by its id. */
export { suggestionById, SUGGESTIONS } from './suggestions.ts';
/** The services that may send activities to an institution: making one with its key, and revoking it. */
export {
	type AdministeredSource,
	administeredSource,
	administeredSources,
	makeSource,
	revokeSource,
	type SourceKey,
} from './received/sources.ts';
/** Receives statements of xAPI from such a service, of so many bytes at most. */
export {
	LARGEST_STATEMENTS,
	receiveStatements,
	sourceOfRequest,
	type StatementSender,
} from './received/receive-statements.ts';
/** What such services sent and that is held for want of a person: attaching it, discarding it, forgetting it. */
export {
	attachHeld,
	discardHeld,
	forgetOldStatements,
	heldPage,
	type HeldPage,
} from './received/held-statements.ts';
/**
 * « Mes 30 heures »: what a person declared in a period of the Education Act, and the institution by which it
 * concerns them.
 */
export { type DeclaredHours, declaredHours, institutionUnderAct } from './hours/read-hours.ts';
/** Links by which whoever has one reads somebody's name, period and total, until it ends or is withdrawn. */
export {
	deleteExpiredHoursShares,
	type HoursShare,
	hoursShares,
	type SharedHours,
	sharedHours,
	shareHours,
	withdrawHoursShare,
} from './hours/share-hours.ts';
/** The database tables of trainings, for the migrations. */
export { tables as trainingTables } from './tables.ts';
