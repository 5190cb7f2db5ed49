/**
 * Lets a signed-in person write, once per form key (`writeOnceAsActor`) or without a form key
 * (`writeAsActor`). The write unit first checks again that they still may (`mustStillBeAllowed`).
 */
export {
	writeOnceAsActor,
	writeAsActor,
	type PermissionCheck,
	mustStillBeAllowed,
} from './write-as-actor.ts';
/**
 * The journal of access, in which a person sees who else looked at or acted on their data: adding to it, and
 * reading one's own.
 */
export {
	type AccessEntry,
	accessJournalOf,
	recordAccess,
	recordLook,
	recordShareReading,
} from './access-journal.ts';
/** Writes by name that a person acts by an agreement, for an act whose write unit is not `writeOnceAsActor`’s. */
export { recordAgreementUse } from './agreements/record-use.ts';
/**
 * Accounts for the other contexts and the operator's command: creating them, finding them by id or user name,
 * and the roles and inviter of each.
 */
export {
	addLearners,
	createPerson,
	inviterByLearner,
	membershipsOf,
	type NewLearner,
	type NewPerson,
	peopleByIds,
	personById,
	personByUsername,
} from './accounts/accounts.ts';
/** Gives the signed-in person the role of an invitation, from its code. */
export { addRoleWithCode } from './accounts/add-role-with-code.ts';
/** Keeps a list of people to invite by mail as a draft. */
export { draftBatch } from './mailed-invitations/draft-batch.ts';
/** Invites the people of a draft, the first of them at once. */
export { inviteBatch } from './mailed-invitations/invite-batch.ts';
/** Listener that invites the others. */
export { invitingListener } from './mailed-invitations/inviting-listener.ts';
/** Deletes a draft; revokes the invitations of a list. */
export { discardBatch, revokeMailedInvitations } from './mailed-invitations/change-batch.ts';
/** Sends a mailed invitation again, with a new link. */
export { sendInvitationAgain } from './mailed-invitations/send-again.ts';
/** Deletes old lists and mailed invitations. Called every hour. */
export { deleteOldMailedInvitations } from './mailed-invitations/delete-old.ts';
/** Reads what inviting a list would do, what became of its invitations, and finds one in all lists. */
export {
	type DryRun,
	findMailedInvitations,
	listBatches,
	type ListedMailed,
	type MailedPage,
	readBatch,
	rowsToCorrect,
} from './mailed-invitations/read-batches.ts';
/** What may become of a mailed invitation. */
export { MAILED_STATES, type MailedState } from './mailed-invitations/mailed-invitation-store.ts';
/** Reads a mailed invitation for the page of its link, without using it up. */
export { type OpenedInvitation, openedInvitation } from './mailed-invitations/open-mailed-invitation.ts';
/** Creates an account with the link of a mailed invitation. */
export { createAccountByMail } from './mailed-invitations/create-account-by-mail.ts';
/** Gives the signed-in person the role of a mailed invitation. */
export { addRoleByMail } from './mailed-invitations/add-role-by-mail.ts';
/** The kind of mail that brings an invitation. */
export { INVITATION_MAIL } from './mailed-invitations/invite-next-people.ts';
/** Reads what the mail of an invitation says. */
export { invitationMailFacts } from './mailed-invitations/mail-facts.ts';
/** Most bytes of a list of people, typed or in a file. */
export { LARGEST_LIST } from './people-list/people-job.ts';
/** Why a row of a list of people is not understood. */
export type { RowProblem } from './people-list/read-people.ts';
/** Reads an account as an administrator of its institution sees it. */
export {
	type AdministeredPerson,
	administeredInstitution,
	administeredPerson,
	administeredPersonInUnit,
	rolesVersion,
} from './accounts/administered-person.ts';
/** Changes the signed-in person's own name and e-mail address. */
export { changeDetails } from './accounts/change-details.ts';
/** Makes the signed-in person act in another of their institutions, in this session. */
export { changePlace } from './sessions/change-place.ts';
/** Changes the signed-in person's own password. */
export { changePassword } from './passwords/change-password.ts';
/**
 * Reads and changes the settings of the institution that the actor administers: name, time zone, threshold and
 * logo. Returns an institution's logo, which anybody may see.
 */
export {
	type AdministeredSettings,
	administeredSettings,
	changeInstitution,
	logoOfInstitution,
	removeLogo,
	setLogo,
} from './institutions/change-institution.ts';
/** The type of a change of an institution's settings. */
export type { ChangedSetting, InstitutionChange } from './institutions/institution-change-store.ts';
/** Creates an institution, for the demonstration. */
export { createInstitution, type NewInstitution } from './institutions/create-institution.ts';
/**
 * Creates an invitation to an institution, and returns its code: for its administrators, or the operator's for
 * one administrator.
 */
export {
	createInvitation,
	inviteAdministrator,
	type InvitationInput,
} from './invitations/create-invitation.ts';
/**
 * Ends the sessions of all people, after an older backup was restored; counts those that have not expired.
 */
export { deleteEverySession, openSessionCount } from './sessions/session-store.ts';
/**
 * Reads the ids of all accounts (`everyPerson`); stores on an account how many notices its person has not
 * read (`storeNoticeCount`).
 */
export { everyPerson, storeNoticeCount } from './accounts/people-store.ts';
/** Ends all sessions of the signed-in person except the present one. */
export { endOtherSessions } from './sessions/end-other-sessions.ts';
/**
 * Verifies e-mail addresses: sends the signed-in person a link, tells which address it is for, and takes it.
 */
export { addressToVerify, sendVerificationLink, verifyEmail } from './mail-links/verify-email.ts';
/**
 * New passwords for people who forgot theirs: sends a link to a verified address, tells whose account it is
 * for, and takes it with the new password.
 */
export {
	chooseNewPassword,
	mustSendMail,
	newPasswordFor,
	requestNewPassword,
} from './mail-links/forgotten-password.ts';
/** Deletes the links sent by mail that are past their end. Called every hour. */
export { deleteExpiredMailLinks } from './mail-links/mail-links.ts';
/** What a link sent by mail is for: to verify an e-mail address, or to choose a new password. */
export type { MailLinkPurpose } from './mail-links/mail-link-store.ts';
/** A change of an account that its person is told of by mail. */
export type { AccountChange } from './mail-links/tell-of-account-change.ts';
/** Deletes expired sessions and old counts of wrong passwords. Called every hour. */
export { deleteExpiredSignIns } from './sessions/delete-expired.ts';
/** Schemas of the forms about accounts, invitations and passwords. */
export {
	detailsForm,
	forgottenForm,
	newPasswordForm,
	enterDemonstrationForm,
	institutionForm,
	acceptMailedForm,
	invitationForm,
	mailedInvitationForm,
	peopleForm,
	acceptInvitationForm,
	createAccountWithCodeForm,
	endAgreementForm,
	grantAgreementForm,
	bulkActForm,
	keyForm,
	makeInstitutionForm,
	placeForm,
	renameInstitutionForm,
	newsForm,
	changePasswordForm,
	revokeInvitationForm,
	rolesForm,
	setupForm,
	tryAgainForm,
	signInForm,
} from './forms.ts';
/** Returns the pseudonym under which a browser keeps a signed-in person's drafts and answers not yet sent. */
export { actorPseudonym } from './sessions/actor-pseudonym.ts';
/** The type of an institution: an organisation whose people learn and which issues badges. */
export type { Institution } from './institutions/institution-store.ts';
/**
 * Creates a person's account with the code of an invitation, or, for another context, with what it lets people in by.
 */
export {
	type AccountWithCodeInput,
	createAccountWithCode,
	createAdmittedAccount,
	type NewAccountInput,
} from './accounts/create-account-with-code.ts';
/** Makes a person a learner of an institution, inside a write unit of another context that authorised it. */
export { addLearnerRole } from './accounts/add-learner-role.ts';
/**
 * Lists the invitations of an institution, each with its state (open, spent, expired, revoked), for its
 * administrators.
 */
export { listInvitations, type InvitationState } from './invitations/list-invitations.ts';
/** Lists or searches the accounts of an institution, for its administrators. */
export { ACCOUNT_STATES, type ListedAccount, listPeople, type PeopleFilter } from './accounts/list-people.ts';
/** Reads the signed-in person's own account, their open sessions, and what others did with their data. */
export { type MyAccount, myAccount } from './accounts/my-account.ts';
/** Whether a person is the only administrator of some institution. */
export { isOnlyAdministrator } from './accounts/only-administrator.ts';
/**
 * The cookie by which a browser that a person signed in from before is recognised: its name, its attributes,
 * and its value after a change of password.
 */
export { DEVICE_COOKIE, deviceCookieAttributes, renewedDeviceCookieValue } from './sessions/known-device.ts';
/**
 * Reads the signed-in person's institution, the advisers who accompany them and, for an administrator,
 * figures about the institution.
 */
export { myInstitution } from './institutions/my-institution.ts';
/** The advisers to whom a person may speak. */
export { myAdvisers } from './institutions/my-advisers.ts';
/**
 * The types of what `myInstitution` returns for the page « Aujourd’hui »: institution, advisers, and an
 * administrator's figures.
 */
export type { InstitutionCounts, MyInstitution } from './institutions/my-institution-store.ts';
/** Checks the signed-in person's password again, before something that cannot be undone. */
export { isOwnPassword } from './passwords/own-password.ts';
/** Generates a temporary password, to be shown once. */
export { generatePassword } from './passwords/passwords.ts';
/**
 * A person's account, roles, sessions and shares, for the copy of their data that they can download; and the
 * erasure of the person with all that references them.
 */
export { erase, eraseFromInstitution, personalData } from './personal-data.ts';
/** What of a person one of several institutions may be given. */
export type { PartOfInstitution } from './part-of-institution.ts';
/** Who administers an institution; whether a person belongs to another one too. */
export { administratorsOf, belongsElsewhere, everMemberElsewhere } from './accounts/membership-store.ts';
/** Tells a person by mail, inside a write unit, what is done to their account. */
export { tellOfAccountChange } from './mail-links/tell-of-account-change.ts';
/** Finds an institution by its id or short name, lists all institutions, and refuses what is new in a closed one. */
export {
	institutionById,
	institutionBySlug,
	institutionNameOf,
	listInstitutions,
	mustBeOpenInstitution,
} from './institutions/read-institutions.ts';
/**
 * Reads again, inside a write unit, the signed-in person (`reloadActor`), or which of several people still
 * have an account (`idsWithAccount`): either may have changed since the request began.
 */
export { reloadActor, idsWithAccount } from './current-actor.ts';
/**
 * Gives a person a generated password and returns it to the administrator who asked, since the service sends
 * no e-mail.
 */
export { resetPassword } from './passwords/reset-password.ts';
/** Revokes an invitation, so that its code no longer works. */
export { revokeInvitation } from './invitations/revoke-invitation.ts';
/**
 * Sessions: the actor of a request, a person's open sessions with the label of each device, the session
 * cookie, whose session a browser held, and signing out.
 */
export {
	actorOf,
	deviceLabel,
	mySessions,
	pseudonymOfSession,
	SESSION_COOKIE,
	sessionCookieAttributes,
	signOut,
} from './sessions/sessions.ts';
/**
 * What the operator does, on their page or by the command: lists institutions, makes one, renames one, closes
 * one and reopens it; who the operator is, and an act of theirs done once for a form's key.
 */
export {
	type InstitutionToMake,
	makeInstitution,
	mustOperate,
	type OperatedInstitution,
	operateOnce,
	operatedInstitution,
	operatedInstitutions,
	renameInstitution,
	setInstitutionClosed,
} from './institutions/operate-institutions.ts';
/** Makes a person the operator of the service, or no longer, for the operator's command. */
export { setOperator } from './accounts/set-operator.ts';
/** Closes a person's account, or opens it again, for an administrator. */
export { setDisabled } from './accounts/set-disabled.ts';
/** Sets a person's password, for the operator's command and the demonstration. */
export { setPassword } from './passwords/set-password.ts';
/** Sets the roles of a person in the institution that the actor administers. */
export { setRoles } from './accounts/set-roles.ts';
/**
 * Creates the first institution and its first administrator (`createFirstInstitution`), at a one-time address
 * that the console prints (`createSetupAddress`).
 */
export {
	createSetupAddress,
	mustBeOpenSetup,
	type SetupInput,
	createFirstInstitution,
	wasSetupEverOffered,
} from './institutions/setup.ts';
/**
 * Shares (a person's consent to let a cohort or an adviser see certain data) and accompaniments (an adviser
 * follows a person through a cohort): storing, ending and reading them.
 */
export {
	startAccompaniment,
	startAccompaniments,
	activeShares,
	hasStudentShare,
	endAccompaniments,
	giveShare,
	giveShares,
	peopleAccompanied,
	removeShares,
	type ShareInput,
	activeSharesOfPeopleSharingWith,
	endSharesBy,
	withdrawAllShares,
	shareHistoryOf,
	withdrawShare,
} from './sharing/sharing.ts';
/** The types of shares and accompaniments, as they are stored. */
export type { StoredAccessEntry, Accompaniment, Grantee, Share } from './sharing/sharing-store.ts';
/**
 * Opens, without a password, a session of one of the made-up people of a demonstration; and lists their
 * accounts.
 */
export { enterDemonstration, demonstrationAccounts } from './sessions/enter-demonstration.ts';
/** Signs a person in with their user name and password, and returns the token of the new session. */
export { type SignInResult, signIn, type SignInInput } from './sessions/sign-in.ts';
/**
 * The database tables of people, institutions, roles, invitations, sessions and shares, for the migrations.
 */
export { tables as identityTables } from './tables.ts';
/**
 * The revision of the badges that institutions have of their own: raised inside a write unit, or the latest.
 */
export { latestBadgesRevision, raiseBadgesRevision } from './institutions/institution-store.ts';
/** Where a person, or the advisers of an institution, are told by mail what happens. */
export {
	adviserMailAddresses,
	institutionTelling,
	type MailAddress,
	mailAddressOf,
} from './accounts/mail-address-store.ts';
/** Finds the open accounts that learn in an institution, by verified address or user name. */
export { learnerNamed, learnersByVerifiedEmail } from './accounts/learner-store.ts';
/** The e-mail addresses that people verified, and that still receive mail. */
export { verifiedEmailsOf } from './accounts/mail-address-store.ts';
/** Stores whether the signed-in person is told by mail what is new. */
export { chooseNewsByMail } from './accounts/choose-news-by-mail.ts';
/** The address at which a person stops being told by mail what happens. */
export { mustBeUnsubscribeToken, unsubscribe, unsubscribeAddress } from './accounts/unsubscribe.ts';
/** The listener that marks a person's e-mail address once a mail server refused it for good. */
export { addressRefusedListener } from './accounts/address-refused-listener.ts';
/** What could not be delivered for an institution, read by its administrators. */
export { readUndelivered, type Undelivered, type UndeliveredMail } from './undelivered/read-undelivered.ts';
/** Tries again to send a mail, or to do what follows from acts and failed. */
export { tryAgain } from './undelivered/try-again.ts';
/** The institutions whose applications a person may decide. */
export { institutionsReviewed } from './agreements/institutions-reviewed.ts';
/** Grants or ends an agreement by which an institution lets the advisers of a RÉCIT service accompany its people. */
export { type AgreementInput, endAgreement, grantAgreement } from './agreements/grant-agreement.ts';
/** Lists the agreements of an institution or of a RÉCIT service, for its administrators. */
export { type AgreementInPage, type Agreements, readAgreements } from './agreements/read-agreements.ts';
/** The secret of a link, and the hash of it, which alone is stored. */
export { newToken, tokenHash } from './sessions/tokens.ts';
/** Deletes what administrators did more than three years ago. Called every hour. */
export { ACTS_KEPT_YEARS, deleteOldAdministrativeActs } from './administration/delete-old-acts.ts';
/** How an administrator writes: what they did stands in the journal of their institution. */
export {
	type AdministrativeAct,
	noteAdministrativeAct,
	type Done,
	writeAsAdministrator,
	writeOnceAsAdministrator,
} from './administration/write-as-administrator.ts';
/** Reads the journal of what administrators did in an institution. */
export {
	type AdministrativeJournal,
	type JournalLine,
	type NamedPerson,
	readAdministrativeJournal,
} from './administration/read-journal.ts';
/** Whether somebody besides some people may decide the applications of an institution. */
export { isReviewedByOthers } from './agreements/agreement-store.ts';
/** Who of some people advises in an institution now, and for which service. */
export { type AdviserNow, advisersNow, everyAdviserNow } from './agreements/advisers-now.ts';
/** Prepares an act for many people, or gives one up that was not confirmed. */
export { draftBulkAct, discardBulkAct } from './bulk-acts/draft-bulk-act.ts';
/** Does an act for many people that was prepared; and the listener that goes on with it. */
export { doBulkAct, bulkActListener } from './bulk-acts/do-bulk-act.ts';
/** Reads an act for many people, and for whom it is or was done. */
export { readBulkAct, peopleOfBulkAct } from './bulk-acts/read-bulk-act.ts';
/** Deletes old acts for many people. Called every hour. */
export { deleteOldBulkActs } from './bulk-acts/delete-old.ts';
