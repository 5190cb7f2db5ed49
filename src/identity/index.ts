/**
 * The actor, who makes a request (a signed-in person, an anonymous visitor or the operator), with their
 * roles, institutions and audiences.
 */
export {
	ANONYMOUS,
	type Actor,
	type Audience,
	AUDIENCES,
	type ByAgreement,
	isAudience,
	isReviewer,
	landingPath,
	mustBeLearner,
	type Membership,
	mustHoldRole,
	type PersonActor,
	type Place,
	type NoticeReadState,
	mustBePerson,
	placesToChoose,
	reviewsApplications,
	ROLES,
	type Role,
	rolesOf,
	serviceOfAdviser,
	signInRefusal,
} from './actor.ts';
/** The limits on wrong passwords, and how many seconds must pass before the next password is checked. */
export { ATTEMPT_LIMITS, type FailedAttempts, unexpiredAttempts, secondsToWait } from './attempt-rules.ts';
/** Whether an actor may do something (`can`), or the refusal when they may not (`must`). */
export { can, must, type Resource, type Verb } from './can.ts';
/**
 * The kinds of institutions: school service centre, school board, cégep, private, RÉCIT service or other.
 */
export { INSTITUTION_KINDS, type InstitutionKind } from './institution-kinds.ts';
/** The limits of invitations; reading an invitation's code as it was typed, and writing it as it is shown. */
export { INVITATION_LIMITS, readInvitationCode, formatInvitationCode } from './invitation-code.ts';
/** What administrators do that the journal of their institution keeps, by family. */
export {
	ACT_FAMILIES,
	type ActFamily,
	ADMINISTRATIVE_ACTS,
	type AdministrativeActKind,
	isAboutSomebody,
} from './administrative-act.ts';
/** Extracts a code, of an invitation or a cohort, from typed or pasted text. */
export { typedCode } from './typed-code.ts';
/** An e-mail address of which only enough is shown to be recognised. */
export { maskedEmail } from './masked-email.ts';
/** Checks user names and e-mail addresses, and converts them to the form that is stored and compared. */
export { emailProblem, foldEmail, foldUsername, USERNAME_LENGTH, usernameProblem } from './names.ts';
/** Returns the path of the page to open after signing in, always on this site. */
export { nextPath } from './next-path.ts';
/** Searching and ordering names without regard to accents and case. */
export { hasEveryWord, isSearchMatch, nameSortKey, searchable } from './search.ts';
/** How long a session lasts, in minutes, and whether one is still valid. */
export {
	SESSION_MINUTES,
	isLastSeenStale,
	sessionEnd,
	isSessionValid,
	type SessionTimes,
} from './session-rules.ts';
/** What an institution may choose: its time zone, and the threshold of its portraits. */
export { LANGUAGES, THRESHOLDS, TIME_ZONES } from './institution-settings.ts';
/** What an administrator may do for many people at once, and why it leaves somebody out. */
export { BULK_ACTS, type BulkAct, LEFT_OUT, type LeftOut, leftOutOf, roleOfAct } from './bulk-act.ts';
