/**
 * The type of a day on which a person answered statements; the profile of that day can be compared with
 * today's.
 */
export type { AnsweredDay } from './dates.ts';
/** The next steps suggested in a dimension: one for a person's standing, or all those of an audience. */
export { nextStepFor, type NextSteps, nextStepsOf } from './next-steps.ts';
/** Loads what a learner sees on the page « Aujourd’hui ». */
export { type LearnerTodayPage, learnerTodayPage, type NearBadge } from './learner-day.ts';
/** A person's profile, for the copy of their data that they can download. */
export { personalData } from './personal-data.ts';
/** Loads what the page of one dimension of the signed-in person's own profile shows. */
export { ownDimensionPage, type OwnDimensionPage } from './own-dimension.ts';
/**
 * Reads the levels of one person or several by each of the three sources (said, shown, observed), and the
 * signed-in person's own profile.
 */
export {
	profileDimensionsOf,
	standingsByPerson,
	type OwnProfile,
	ownProfile,
	type Profile,
	type ProfileDimension,
	ownProfileToday,
} from './profile-of.ts';
/** The situations that a person may do next, those of the dimensions to work on first. */
export { dimensionsWithSituationToDo } from './situations-offered.ts';
/** The profile of a trial without an account, and how many sheets of it an address may ask for. */
export { profileOfTrial, mustAllowTrialSheet, TRIAL_SHEETS } from './trial-profile.ts';
/** Writes the sentences that describe a person's profile, as a whole and by dimension. */
export { saidCountsText, dimensionSentenceTexts, profileSentenceTexts } from './sentences-for.ts';
