/** Who asks, and with which roles. */
export {
	ANONYMOUS,
	type Actor,
	type Audience,
	AUDIENCES,
	isAudience,
	landingPath,
	learnerMembership,
	type Membership,
	membershipAs,
	type PersonActor,
	personOf,
	ROLES,
	type Role,
	roles,
	signInFirst,
} from './actor.ts';
/** How wrong passwords slow an account down. */
export { ATTEMPTS, type Attempts, countedAttempts, secondsToWait } from './attempt-rules.ts';
/** Who may do what. */
export { can, must, type Thing, type Verb } from './can.ts';
/** Invitation codes as they are typed and shown. */
export { INVITATION, readInvitationCode, shownCode } from './invitation-code.ts';
/** Codes as people type and paste them. */
export { typedCode } from './typed-code.ts';
/** User names and e-mail addresses. */
export { emailProblem, foldEmail, foldUsername, USERNAME_LENGTH, usernameProblem } from './names.ts';
/** Where a sign-in leads. */
export { nextPath } from './next-path.ts';
/** How names are searched. */
export { isFound, searchable } from './search.ts';
/** How long a session lives. */
export { SESSION, seenIsOld, sessionEnd, sessionStands, type SessionTimes } from './session-rules.ts';
