/** What an autoformation may be. */
export { isTrainingKind, TRAINING_KINDS, type TrainingKind } from './kinds.ts';
/** Web addresses given as evidence. */
export { hostOf, LINK_LENGTH, type LinkFault, readLink, type WebLink } from './link.ts';
/** What an autoformation is, and what makes one valid. */
export {
	dateFault,
	dimensionsFault,
	durationFault,
	hoursAndMinutes,
	isCivilDate,
	type Training,
	type TrainingDraft,
	type TrainingTotal,
	TRAINING_LIMITS,
	trainingFault,
} from './rules.ts';
/** What can be learned, from the catalogue. */
export { type Seeker, type Suggestion, suggestionsFor } from './suggestions.ts';
