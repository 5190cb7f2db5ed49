/** One small thing to do in a dimension. */
export { nextStepFor } from './next-steps.ts';
/** A person's own copy of their profile. */
export { erase, personalData } from './personal-data.ts';
/** The three sources of a person, and their profile. */
export { marksOf, type Profile, type ProfileDimension, profileOf } from './profile-of.ts';
