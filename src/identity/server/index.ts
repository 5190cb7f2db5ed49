/** The one way in which a signed-in person writes. */
export { act, actWithoutKey, type May, stillMay } from './act.ts';
/** Journal of access: who did what with a person's things. */
export { type AccessEntry, accessesTo, recordAccess, recordLook, recordReading } from './access-journal.ts';
/** Accounts, roles and institutions, for the other contexts and the command. */
export {
	anyStudent,
	createPerson,
	letInBy,
	membershipsOf,
	type NewPerson,
	peopleByIds,
	personById,
	personByUsername,
} from './accounts/accounts.ts';
/** Using an invitation while signed in. */
export { addRoleWithCode } from './accounts/add-role-with-code.ts';
/** What an administrator sees of an account. */
export {
	type AdministeredPerson,
	administeredInstitution,
	administeredPerson,
} from './accounts/administered-person.ts';
/** Correcting one's own account. */
export { changeDetails } from './accounts/change-details.ts';
/** Changing one's own password. */
export { changePassword } from './passwords/change-password.ts';
/** Institutions. */
export { createInstitution, type NewInstitution } from './institutions/create-institution.ts';
/** Inviting. */
export { createInvitation, type InvitationInput } from './invitations/create-invitation.ts';
/** Ending everybody's sessions, after an older copy was put back. */
export { deleteEverySession } from './sessions/session-store.ts';
/** The ids of everybody, inside a write unit. */
export { everyPerson } from './accounts/people-store.ts';
/** Ending one's sessions on other devices. */
export { endOtherSessions } from './sessions/end-other-sessions.ts';
/** What the hourly round removes. */
export { forgetExpired } from './sessions/forget-expired.ts';
/** The forms of these pages. */
export {
	addRoleForm,
	detailsForm,
	invitationForm,
	joinForm,
	keyForm,
	passwordForm,
	revokeForm,
	rolesForm,
	setupForm,
	signInForm,
} from './forms.ts';
/** Whose things wait in a browser. */
export { holderOf } from './sessions/holder.ts';
/** An institution as the other contexts read it. */
export {
	type Institution,
	INSTITUTION_KINDS,
	type InstitutionKind,
} from './institutions/institution-store.ts';
/** Making one's account with an invitation. */
export { type JoinInput, joinWithCode } from './accounts/join-with-code.ts';
/** The invitations of an institution. */
export { invitations, type InvitationState } from './invitations/list-invitations.ts';
/** The accounts of an institution. */
export { type ListedPerson, listPeople } from './accounts/list-people.ts';
/** One's own account. */
export { type MyAccount, myAccount } from './accounts/my-account.ts';
/** Whether an institution would be left without an administrator. */
export { isOnlyAdministrator, leavesNoAdministrator } from './accounts/only-administrator.ts';
/** Browsers from which somebody signed in before. */
export { DEVICE_COOKIE, deviceCookie, rememberThisDevice } from './sessions/known-device.ts';
/** Asking for one's password again. */
export { isOwnPassword } from './passwords/own-password.ts';
/** Passwords made for somebody, to be shown once. */
export { generatePassword } from './passwords/passwords.ts';
/** A person's file: what this context keeps, and its removal. */
export { erase, personalData } from './personal-data.ts';
/** Institutions by id and by short name. */
export { institutionById, institutionBySlug, institutions } from './institutions/read-institutions.ts';
/** Reads again, inside a write unit, who acts or who still has an account: either may have changed since the request began. */
export { currentActor, peopleStillHere } from './current-actor.ts';
/** A password made by the administrator, where there is no e-mail. */
export { resetPassword } from './passwords/reset-password.ts';
/** Taking an invitation back. */
export { revokeInvitation } from './invitations/revoke-invitation.ts';
/** Who a request comes from. */
export {
	actorOf,
	deviceLabel,
	mySessions,
	SESSION_COOKIE,
	sessionCookie,
	signOut,
} from './sessions/sessions.ts';
/** Closing an account, opening it again. */
export { setDisabled } from './accounts/set-disabled.ts';
/** Setting a password, for the command. */
export { setPassword } from './passwords/set-password.ts';
/** Giving and taking roles. */
export { setRoles } from './accounts/set-roles.ts';
/** The first institution and its first administrator. */
export {
	createSetupToken,
	mustBeOpenSetup,
	type SetupInput,
	setUp,
	setupWasOffered,
} from './institutions/setup.ts';
/** Consent and accompaniment. */
export {
	accompaniedBy,
	accompany,
	activeShares,
	advisersOf,
	endAccompaniment,
	giveShare,
	type ShareInput,
	sharesBeside,
	sharesEverOf,
	sharesTo,
	withdrawShare,
} from './sharing/sharing.ts';
/** The consents and links as they are kept. */
export type { Access, Accompaniment, Grantee, Share } from './sharing/sharing-store.ts';
/** Signing in. */
export { type SignedIn, signIn, type SignInInput } from './sessions/sign-in.ts';
/** The tables, for the migrations. */
export { tables as identityTables } from './tables.ts';
