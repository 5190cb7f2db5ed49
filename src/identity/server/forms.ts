import { z } from 'zod';
import { isId, visibleLine } from '#platform';
import { atMost } from '#platform/server';
import { AUDIENCES } from '../actor.ts';
import { BULK_ACTS } from '../bulk-act.ts';
import { LANGUAGES, THRESHOLDS, TIME_ZONES } from '../institution-settings.ts';
import { INVITATION_LIMITS, readInvitationCode } from '../invitation-code.ts';
import { emailProblem, foldEmail, usernameProblem } from '../names.ts';
import { passwordProblem } from './passwords/new-password/password-rule.ts';
import { LARGEST_LIST } from './people-list/people-job.ts';
import { slugProblem } from './institutions/create-institution.ts';
import { INSTITUTION_KINDS } from '../institution-kinds.ts';

const key = z.string('platform.key-reused');

/**
 * Schema of a required text checked by a rule: `problemOf` returns the code of what is wrong, or undefined.
 */
const judged = (problemOf: (typed: string) => string | undefined, missing: string) =>
	z.string(missing).superRefine((typed, context) => {
		const message = problemOf(typed);
		if (message) context.addIssue({ code: 'custom', message });
	});

const text = (missing: string, long: string, most: number) =>
	z.string(missing).overwrite(visibleLine).min(1, missing).check(atMost(most, long));

const displayName = text('identity.name-missing', 'identity.name-long', 80);
const username = judged(usernameProblem, 'identity.username-missing');
const email = judged(emailProblem, 'identity.email-shape').optional().default('');
const newPassword = judged(passwordProblem, 'identity.password-missing');
const audience = z
	.enum(AUDIENCES, 'identity.audience-missing')
	.nullish()
	.transform((value) => value ?? null);
const id = z.string('not-found').refine(isId, 'not-found');
const code = z
	.string('identity.code-missing')
	.refine((typed) => readInvitationCode(typed) !== '', 'identity.code-missing');

/** Schema of the sign-in form; `next` is the path that the person wanted to open. */
export const signInForm = z.object({
	identifier: text('identity.identifier-missing', 'identity.wrong', 254),
	password: z
		.string('identity.password-missing')
		.min(1, 'identity.password-missing')
		.max(1024, 'identity.wrong'),
	next: z.string().max(2048).optional().catch(undefined),
});

/**
 * Schema of the form that enters an account which a demonstration lends; `next` is the path to open
 * afterwards.
 */
export const enterDemonstrationForm = z.object({
	username: z.string('not-found').max(254, 'not-found'),
	next: z.string().max(2048).optional().catch(undefined),
});

/** Schema of the form that creates one's account with an invitation. */
export const createAccountWithCodeForm = z.object({
	key,
	code,
	displayName,
	username,
	email,
	password: newPassword,
});

/** Schema of the form that adds an invitation's role to the signed-in account. */
export const addRoleForm = z.object({ key, code });

/**
 * Schema of either form of the page that accepts an invitation: `create` an account, or `add` a role. The
 * field `form` says which one the page showed, even if the person signed in or out since.
 */
export const acceptInvitationForm = z.discriminatedUnion(
	'form',
	[
		createAccountWithCodeForm.extend({ form: z.literal('create') }),
		addRoleForm.extend({ form: z.literal('add') }),
	],
	'generic',
);

/** Schema of the form that creates the first institution and its first administrator. */
export const setupForm = z.object({
	key,
	institution: text('identity.institution-name-missing', 'identity.name-long', 80),
	slug: judged(slugProblem, 'identity.slug-missing'),
	kind: z.enum(INSTITUTION_KINDS, 'identity.kind-missing'),
	displayName,
	username,
	email,
	password: newPassword,
});

const institutionName = text('identity.institution-name-missing', 'identity.name-long', 80);
const kind = z.enum(INSTITUTION_KINDS, 'identity.kind-missing');
const language = z.enum(LANGUAGES, 'identity.language-missing');

/**
 * Makes the schema of the operator's form that makes an institution; `versions` are those of the framework,
 * which this context does not know.
 */
export const makeInstitutionForm = <const V extends readonly string[]>(versions: V) =>
	z.object({
		key,
		institution: institutionName,
		slug: judged(slugProblem, 'identity.slug-missing'),
		kind,
		timeZone: z.enum(TIME_ZONES, 'identity.time-zone-missing'),
		language,
		frameworkVersion: z.enum(versions, 'identity.version-missing'),
	});

/** Schema of the operator's form that renames an institution. */
export const renameInstitutionForm = z.object({ key, institution: institutionName, kind });

/** Schema of the form by which a person says where they act from now on. */
export const placeForm = z.object({ place: id });

/** Schema of the form that changes one's own password. */
export const changePasswordForm = z.object({
	key,
	currentPassword: z
		.string('identity.current-missing')
		.min(1, 'identity.current-missing')
		.max(1024, 'identity.current-wrong'),
	newPassword,
});

/** Schema of the form of somebody who forgot their password. */
export const forgottenForm = z.object({
	key,
	email: judged(
		(typed) => (foldEmail(typed) === '' ? 'identity.email-missing' : emailProblem(typed)),
		'identity.email-missing',
	),
});

/** Schema of the form by which a link sent by mail sets a new password. */
export const newPasswordForm = z.object({ key, newPassword });

/**
 * Schema of the form that changes one's own name and e-mail address; `shown` is the version of both that the
 * page showed (`detailsVersion`).
 */
export const detailsForm = z.object({
	key,
	displayName,
	email,
	shown: z.string('generic').max(64, 'generic').optional(),
});

/** Schema of the form by which a person chooses whether news reach them by mail. */
export const newsForm = z.object({ key, wants: z.enum(['yes', 'no']).transform((said) => said === 'yes') });

/** Schema of a form that is only a button: its key is its one field. */
export const keyForm = z.object({ key });

/**
 * Schema of the form that sets a person's roles in an institution; `shown` is the version of the roles that
 * the page showed (`rolesVersion`).
 */
export const rolesForm = z.object({
	key,
	roles: z
		.array(z.enum(['learner', 'adviser', 'administrator']))
		.optional()
		.default([]),
	audience,
	shown: z.string('generic').max(64, 'generic'),
});

const invitationName = z
	.string()
	.overwrite(visibleLine)
	.check(atMost(80, 'identity.name-long'))
	.optional()
	.default('')
	.transform((name) => name || null);

/**
 * Schema of the form that creates an invitation; an invitation for learners must have an audience, and a name
 * is optional.
 */
export const invitationForm = z
	.object({
		key,
		name: invitationName,
		role: z.enum(['learner', 'adviser', 'administrator'], 'identity.role-missing'),
		audience,
		days: z.coerce.number('identity.days-range').int().min(1).max(INVITATION_LIMITS.mostDays),
		uses: z.coerce.number('identity.uses-range').int().min(1).max(INVITATION_LIMITS.mostUses),
	})
	.refine((form) => form.role !== 'learner' || form.audience !== null, {
		message: 'identity.audience-missing',
		path: ['audience'],
	});

/**
 * Schema of the form that gives a list of people to invite by mail; what it says of role and audience holds for
 * the rows that do not say theirs.
 */
export const peopleForm = z
	.object({
		key,
		name: invitationName,
		role: z.enum(['learner', 'adviser', 'administrator'], 'identity.role-missing'),
		audience,
		locale: z.enum(['fr', 'en'], 'generic'),
		days: z.coerce.number('identity.mailed-days').int().min(1).max(INVITATION_LIMITS.mostMailedDays),
		people: z
			.string('identity.people-none')
			.refine((text) => text.trim() !== '', 'identity.people-none')
			.refine((text) => Buffer.byteLength(text) <= LARGEST_LIST, 'identity.people-large'),
	})
	.refine((form) => form.role !== 'learner' || form.audience !== null, {
		message: 'identity.audience-missing',
		path: ['audience'],
	});

/** Schema of the form that revokes an invitation of a list, or sends it again. */
export const mailedInvitationForm = z.object({ key, invitation: id });

/**
 * Schema of either form of the page of a mailed invitation: `create` an account, or `add` a role. The field
 * `form` says which one the page showed.
 */
export const acceptMailedForm = z.discriminatedUnion(
	'form',
	[
		z.object({ key, form: z.literal('create'), displayName, username, password: newPassword }),
		z.object({ key, form: z.literal('add') }),
	],
	'generic',
);

/** Schema of the form that revokes an invitation. */
export const revokeInvitationForm = z.object({ key, invitation: id });

/** Schema of the form that tries again to send a mail, or else everything that failed. */
export const tryAgainForm = z.object({
	key,
	mail: id.optional().transform((mail) => mail ?? null),
});

/**
 * Makes the schema of the form that changes the settings of an institution; `shown` is the version of them that
 * the page showed, and `versions` are those of the framework, which this context does not know.
 */
export const institutionForm = <const V extends readonly string[]>(versions: V) =>
	z.object({
		key,
		name: z
			.string('identity.institution-name-missing')
			.overwrite(visibleLine)
			.min(1, 'identity.institution-name-missing')
			.check(atMost(80, 'identity.name-long')),
		timeZone: z.string('identity.time-zone-unknown').max(64, 'identity.time-zone-unknown'),
		language,
		threshold: z.coerce
			.number('identity.threshold-range')
			.int('identity.threshold-range')
			.min(THRESHOLDS.least, 'identity.threshold-range')
			.max(THRESHOLDS.most, 'identity.threshold-range'),
		frameworkVersion: z.enum(versions, 'identity.version-missing'),
		shown: z.string('generic').max(64, 'generic'),
	});

/** Schema of the form that grants an agreement to a RÉCIT service; no last day lasts until somebody ends it. */
export const grantAgreementForm = z.object({
	key,
	service: z.string('identity.agreement-service').refine(isId, 'identity.agreement-service'),
	scope: z.enum(['cohorts', 'reviews'], 'identity.agreement-scope').transform((scope) => scope === 'reviews'),
	lastDay: z
		.union([z.iso.date('identity.agreement-day'), z.literal('')])
		.optional()
		.transform((day) => day || null),
});

/** Schema of the form that ends an agreement. */
export const endAgreementForm = z.object({ key, agreement: id });

/**
 * Schema of the form that prepares an act for many people: for those who are ticked, or for everybody whom the
 * page's filter finds.
 */
export const bulkActForm = z.object({
	key,
	act: z.enum(BULK_ACTS, 'identity.bulk-act-missing'),
	scope: z.enum(['ticked', 'all'], 'identity.bulk-nobody'),
	people: z.array(z.string().refine(isId, 'identity.bulk-nobody')).max(50, 'generic').optional().default([]),
});
