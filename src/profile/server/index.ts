/** The days whose answers can be laid over today’s. */
export type { AnsweredDay } from './dates.ts';
/** One small thing to do in a dimension. */
export { nextStepFor } from './next-steps.ts';
/** A person's own copy of their profile. */
export { personalData } from './personal-data.ts';
/** The three sources of a person or of several, and their profile. */
export {
	marksOf,
	marksOfEach,
	type OwnProfile,
	ownProfile,
	type Profile,
	type ProfileDimension,
	profileOf,
} from './profile-of.ts';
/** The sentences that say what the macaron shows, whole and by dimension. */
export { nextStepLead, sentencesOfDimension, sentencesOfProfile } from './sentences-for.ts';
