import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import {
	detailsForm,
	invitationForm,
	acceptInvitationForm,
	keyForm,
	changePasswordForm,
	revokeInvitationForm,
	rolesForm,
	setupForm,
	signInForm,
} from './forms.ts';

const KEY = '0123456789abcdef';
const PASSWORD = 'la neige tombe sur Rimouski';
const CODE = '7K2QX-M94TD';
const person = { displayName: 'Ada Tremblay', username: 'ada', email: 'ada@exemple.ca', password: PASSWORD };

const FORMS = {
	'signing in': [signInForm, { identifier: 'ada', password: PASSWORD, next: '/profile' }],
	joining: [acceptInvitationForm, { form: 'create', key: KEY, code: CODE, ...person }],
	'adding a role': [acceptInvitationForm, { form: 'add', key: KEY, code: CODE }],
	'setting up': [setupForm, { key: KEY, institution: 'Cégep', slug: 'rive', kind: 'cegep', ...person }],
	'changing a password': [changePasswordForm, { key: KEY, currentPassword: 'x', newPassword: PASSWORD }],
	'correcting details': [detailsForm, { key: KEY, displayName: person.displayName, email: person.email }],
	'a button': [keyForm, { key: KEY }],
	'changing roles': [
		rolesForm,
		{ key: KEY, roles: ['learner', 'adviser'], audience: 'teacher', shown: 'learner-teacher' },
	],
	inviting: [invitationForm, { key: KEY, role: 'learner', audience: 'student', days: '7', uses: '30' }],
	'revoking an invitation': [revokeInvitationForm, { key: KEY, invitation: '0123456789abcdefghjkmnpqrs' }],
} as const satisfies Record<string, readonly [ZodType, object]>;
type Form = keyof typeof FORMS;

/**
 * Returns the problem code of each field when the valid form is sent with this change; a field changed to
 * `undefined` is not sent.
 */
function problems(form: Form, change: Record<string, unknown>): Record<string, string> {
	const [schema, sound] = FORMS[form];
	const read = schema.safeParse({ ...sound, ...change });
	return Object.fromEntries((read.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]));
}
const taken = (form: Form, change: Record<string, unknown>) => {
	const [schema, sound] = FORMS[form];
	return schema.parse({ ...sound, ...change }) as Record<string, unknown>;
};

test.each(Object.keys(FORMS) as Form[])('%s: the sound form is taken', (form) => {
	expect(problems(form, {})).toEqual({});
});

describe.each<readonly [Form[], string, readonly (readonly [unknown, string | undefined])[]]>([
	[
		(Object.keys(FORMS) as Form[]).filter((form) => form !== 'signing in'),
		'key',
		[[undefined, 'platform.key-reused']],
	],
	[
		['joining', 'adding a role'],
		'form',
		[
			[undefined, 'generic'],
			['other', 'generic'],
		],
	],
	[
		['signing in'],
		'identifier',
		[
			[undefined, 'identity.identifier-missing'],
			['   ', 'identity.identifier-missing'],
			['a', undefined],
			['a'.repeat(254), undefined],
			['a'.repeat(255), 'identity.wrong'],
		],
	],
	[
		['signing in'],
		'password',
		[
			[undefined, 'identity.password-missing'],
			['', 'identity.password-missing'],
			['x', undefined],
			['x'.repeat(1024), undefined],
			['x'.repeat(1025), 'identity.wrong'],
		],
	],
	[
		['joining', 'setting up', 'correcting details'],
		'displayName',
		[
			[undefined, 'identity.name-missing'],
			[' ', 'identity.name-missing'],
			['É', undefined],
			['é'.repeat(80), undefined],
			['é'.repeat(81), 'identity.name-long'],
		],
	],
	[
		['inviting'],
		'name',
		[
			[undefined, undefined],
			['', undefined],
			['é'.repeat(80), undefined],
			['é'.repeat(81), 'identity.name-long'],
		],
	],
	[
		['setting up'],
		'institution',
		[
			[undefined, 'identity.institution-name-missing'],
			[' ', 'identity.institution-name-missing'],
			['É', undefined],
			['é'.repeat(80), undefined],
			['é'.repeat(81), 'identity.name-long'],
		],
	],
	[
		['setting up'],
		'slug',
		[
			[undefined, 'identity.slug-missing'],
			['', 'identity.slug-missing'],
			['La Rive', 'identity.slug-shape'],
			['a', 'identity.slug-shape'],
			['ab', undefined],
			['a'.repeat(40), undefined],
			['a'.repeat(41), 'identity.slug-shape'],
			['-rive', 'identity.slug-shape'],
			['rive-', 'identity.slug-shape'],
			['rive-2', undefined],
			...['did', 'keys', 'status', 'new', 'admin', 'macaron'].map(
				(word) => [word, 'identity.slug-reserved'] as const,
			),
		],
	],
	[
		['setting up'],
		'kind',
		[
			[undefined, 'identity.kind-missing'],
			['camp', 'identity.kind-missing'],
			...['service-centre', 'school-board', 'cegep', 'private', 'recit', 'other'].map(
				(kind) => [kind, undefined] as const,
			),
			// Kinds of before the network.
			...['school', 'college', 'university'].map((kind) => [kind, 'identity.kind-missing'] as const),
		],
	],
	[
		['joining', 'setting up'],
		'username',
		[
			[undefined, 'identity.username-missing'],
			['', 'identity.username-missing'],
			['ad', 'identity.username-length'],
		],
	],
	[
		['joining', 'setting up', 'correcting details'],
		'email',
		[
			[undefined, undefined],
			['', undefined],
			['ada', 'identity.email-shape'],
			[7, 'identity.email-shape'],
		],
	],
	[
		['joining', 'setting up'],
		'password',
		[
			[undefined, 'identity.password-missing'],
			['', 'identity.password-missing'],
			['court', 'identity.password-short'],
			['Password1', 'identity.password-common'],
		],
	],
	[
		['changing a password'],
		'newPassword',
		[
			[undefined, 'identity.password-missing'],
			['court', 'identity.password-short'],
		],
	],
	[
		['changing a password'],
		'currentPassword',
		[
			[undefined, 'identity.current-missing'],
			['', 'identity.current-missing'],
			['x'.repeat(1024), undefined],
			['x'.repeat(1025), 'identity.current-wrong'],
		],
	],
	[
		['joining', 'adding a role'],
		'code',
		[
			[undefined, 'identity.code-missing'],
			['', 'identity.code-missing'],
			[' - ', 'identity.code-missing'],
			['x', undefined],
		],
	],
	[
		['changing roles'],
		'roles',
		[
			[undefined, undefined],
			[['learner', 'adviser', 'administrator'], undefined],
		],
	],
	[
		['changing roles', 'inviting'],
		'audience',
		[
			...['teacher', 'staff', 'student'].map((audience) => [audience, undefined] as const),
			['parent', 'identity.audience-missing'],
		],
	],
	[
		['inviting'],
		'role',
		[
			[undefined, 'identity.role-missing'],
			['owner', 'identity.role-missing'],
			...['learner', 'adviser', 'administrator'].map((role) => [role, undefined] as const),
		],
	],
	[
		['inviting'],
		'days',
		[
			[undefined, 'identity.days-range'],
			['0', 'identity.days-range'],
			['1', undefined],
			['7', undefined],
			['8', 'identity.days-range'],
			['1.5', 'identity.days-range'],
			['une', 'identity.days-range'],
		],
	],
	[
		['inviting'],
		'uses',
		[
			[undefined, 'identity.uses-range'],
			['0', 'identity.uses-range'],
			['1', undefined],
			['500', undefined],
			['501', 'identity.uses-range'],
			['1.5', 'identity.uses-range'],
			['deux', 'identity.uses-range'],
		],
	],
	[
		['revoking an invitation'],
		'invitation',
		[
			[undefined, 'not-found'],
			['0123456789abcdefghjkmnpqr', 'not-found'],
			['0123456789abcdefghjkmnpqrst', 'not-found'],
			['0123456789abcdefghjkmnpqri', 'not-found'],
		],
	],
])('%j, %s', (forms, field, cases) => {
	test.each(cases)('%j: %s', (value, problem) => {
		for (const form of forms)
			expect(problems(form, { [field]: value })).toEqual(problem === undefined ? {} : { [field]: problem });
	});
});

test('what is optional has its meaning when it is not sent', () => {
	expect(taken('joining', { email: undefined })['email']).toBe('');
	expect(taken('changing roles', { roles: undefined, audience: undefined })).toMatchObject({
		roles: [],
		audience: null,
	});
	expect(taken('changing roles', { audience: null })).toMatchObject({ audience: null });
	expect(taken('inviting', { role: 'adviser', audience: undefined })).toMatchObject({ audience: null });
	expect(problems('changing roles', { roles: ['owner'] })).toHaveProperty(['roles.0']);
});

test('blanks around what is typed do not count', () => {
	expect(taken('signing in', { identifier: ' ada ' })).toMatchObject({ identifier: 'ada' });
	expect(taken('setting up', { institution: ' Cégep ', displayName: ' Ada ' })).toMatchObject({
		institution: 'Cégep',
		displayName: 'Ada',
	});
	// In a password, blanks are kept.
	expect(taken('signing in', { password: ' x ' })).toMatchObject({ password: ' x ' });
});

test('where a sign-in was going is forgotten when it is no address, and nothing is refused for it', () => {
	expect(taken('signing in', { next: undefined })['next']).toBe(undefined);
	expect(taken('signing in', { next: `/${'a'.repeat(2047)}` })['next']).toHaveLength(2048);
	expect(taken('signing in', { next: `/${'a'.repeat(2048)}` })['next']).toBe(undefined);
	expect(taken('signing in', { next: 7 })['next']).toBe(undefined);
});

test('whoever invites to learn says whose statements are answered; others need not', () => {
	const said = { audience: 'identity.audience-missing' };
	expect(problems('inviting', { audience: undefined })).toEqual(said);
	expect(problems('inviting', { audience: null })).toEqual(said);
	for (const role of ['adviser', 'administrator'])
		expect(problems('inviting', { role, audience: undefined })).toEqual({});
});
