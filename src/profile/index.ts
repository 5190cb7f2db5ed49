/**
 * A person's level in each dimension by each of the three sources (said, shown, observed), and which
 * dimensions are their strengths or to work on.
 */
export {
	type DimensionStandings,
	type StandingsBySource,
	standingToStartFrom,
	type StrengthBasis,
	strengthBasis,
	type StrengthsAndWork,
	strengthsAndWorkOf,
} from './standings.ts';
/**
 * Chooses the one action to offer a person next, such as a dimension to answer or a badge to aim for, and the
 * situation to do first.
 */
export { type NextAction, chooseNextAction, situationsToDo } from './next-act.ts';
/**
 * Chooses the sentences (their ids) that describe a person's levels, in one dimension and in the whole
 * profile.
 */
export {
	chooseDimensionSentences,
	type DimensionSentenceChoice,
	type ShownVersusSaid,
	compareShownWithSaid,
	type ProfileSentenceId,
	type ProfileSentenceChoice,
	chooseProfileSentences,
} from './sentences.ts';
