import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { identityMatch } from './identity-match.ts';
import { issueCredential, verifyBadge } from './index.ts';
import { optionsWithAllSources, badge, changed, ISSUED, SIGNER } from './worked-example.fixture.ts';

const TYPED = 'Ada.Tremblay@Ecole.example';
const hex = (method: string, text: string) => createHash(method).update(text, 'utf8').digest('hex');

test.each([
	['as typed', `sha256$${hex('sha256', `${TYPED}sel`)}`],
	['in lower case', `sha256$${hex('sha256', `${TYPED.toLowerCase()}sel`)}`],
	['its salt before', `sha256$${hex('sha256', `sel${TYPED.toLowerCase()}`)}`],
	['by MD5', `md5$${hex('md5', `${TYPED.toLowerCase()}sel`)}`],
	['by MD5 as typed, its salt before', `md5$${hex('md5', `sel${TYPED}`)}`],
	['by SHA-512', `sha512$${hex('sha512', `${TYPED.toLowerCase()}sel`)}`],
	['in capital digits', `SHA256$${hex('sha256', `${TYPED.toLowerCase()}sel`).toUpperCase()}`],
	['without the name of its method', hex('sha256', `${TYPED.toLowerCase()}sel`)],
])('an address hashed %s is that address, and no other', (_what, held) => {
	expect(identityMatch({ held, salt: 'sel' }, ` ${TYPED} `)).toBe('hashed');
	expect(identityMatch({ held, salt: 'sel' }, 'bruno@ecole.example')).toBeUndefined();
	expect(identityMatch({ held, salt: 'poivre' }, TYPED)).toBeUndefined();
});

test('an address in clear, with or without its scheme', () => {
	for (const held of [TYPED, TYPED.toLowerCase(), `mailto:${TYPED}`])
		expect(identityMatch({ held, salt: '' }, TYPED)).toBe('in-clear');
	expect(identityMatch({ held: 'bruno@ecole.example', salt: '' }, TYPED)).toBeUndefined();
});

const identity = (more: object) => ({
	type: 'IdentityObject',
	hashed: true,
	salt: 'sel',
	identityHash: `sha256$${hex('sha256', `${TYPED}sel`)}`,
	...more,
});

test.each([
	['emailAddress', identity({ identityType: 'emailAddress' }), 'matches'],
	['ext:email', identity({ identityType: 'ext:email' }), 'matches'],
	['email', identity({ identityType: 'email' }), 'matches'],
	[
		'an address that says it is a hash',
		identity({ identityType: 'emailAddress', identityHash: TYPED }),
		'in-clear',
	],
	['another kind of name', identity({ identityType: 'username' }), 'no-address'],
	['somebody else', identity({ identityType: 'emailAddress', salt: 'x' }), 'no-match'],
])('a badge of 3.0 that names its holder by %s', async (_what, one, reason) => {
	const given = await issueCredential(changed(badge(), 'credentialSubject.identifier', [one]), {
		key: SIGNER,
		created: ISSUED,
	});
	const report = await verifyBadge(given, await optionsWithAllSources({ recipient: TYPED }));
	expect(report.checks[12]?.reason).toBe(reason);
});

test('a subject that is an address of e-mail names its holder', async () => {
	const subject = {
		...(badge()['credentialSubject'] as object),
		id: `mailto:${TYPED.toLowerCase()}`,
		identifier: undefined,
	};
	const given = await issueCredential(
		JSON.parse(JSON.stringify({ ...badge(), credentialSubject: subject })),
		{ key: SIGNER, created: ISSUED },
	);
	expect(
		(await verifyBadge(given, await optionsWithAllSources({ recipient: TYPED }))).checks[12]?.reason,
	).toBe('in-clear');
});
