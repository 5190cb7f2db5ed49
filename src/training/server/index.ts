/** Changing and removing an autoformation. */
export { changeTraining, removeTraining, type TrainingChange } from './change-training.ts';
/** What the forms of an autoformation send, and a field for a web address. */
export { linkField, removeTrainingForm, trainingForm } from './forms.ts';
/** Reading autoformations, and what they come to in each dimension. */
export {
	listTrainings,
	todayOf,
	trainingById,
	type TrainingPage,
	trainingsInDimension,
	trainingTotals,
} from './list-trainings.ts';
/** A person's own copy of their autoformations, and their removal. */
export { personalData } from './personal-data.ts';
/** Logging an autoformation. */
export { recordTraining } from './record-training.ts';
/** The catalogue of autoformations. */
export { suggestionNamed, SUGGESTIONS } from './suggestions.ts';
/** The tables of this context, for the migrations. */
export { tables as trainingTables } from './tables.ts';
