import { expect, test } from 'vitest';
import { generateEd25519Key, issueCredential, signerFromPkcs8 } from '#openbadges';
import { testWorld } from '#tests/world';
import { badge } from '../../openbadges/worked-example.fixture.ts';
import { verifyOutsideService, verifyFileOrText } from './verify-given.ts';

const { pkcs8, multikey } = generateEd25519Key();
const id = `did:key:${multikey}`;
const key = { ...signerFromPkcs8(pkcs8, id), verificationMethod: `${id}#${multikey}` };
const { credentialStatus: _status, ...rest } = badge();
const given = JSON.stringify(
	await issueCredential(
		{ ...rest, issuer: { id, type: ['Profile'], name: 'École' } },
		{ key, created: new Date('2026-10-08T14:00:00Z') },
	),
);
const known = (kind: 'listed' | 'removed', whose = id) => ({
	register: 'Écoles',
	issuers: new Map([[whose, kind]]),
});

test('the register of the operator vouches for the issuers that stand there, on the service and without it', async () => {
	const world = await testWorld('sqlite');
	const told = async (knownIssuers: typeof world.knownIssuers) => {
		const here = await verifyFileOrText({ ...world, knownIssuers }, given);
		const elsewhere = await verifyOutsideService({ ...world, knownIssuers }, given);
		expect([elsewhere.verdict, elsewhere.vouched]).toEqual([here.verdict, here.vouched]);
		return [here.verdict, here.vouched, here.checks.find((one) => one.id === 'register')?.reason];
	};
	const nobody = ['valid-issuer-unproven', { by: 'nobody' }] as const;
	expect(await told(known('listed'))).toEqual(['valid', { by: 'register', register: 'Écoles' }, 'listed']);
	expect(await told(known('removed'))).toEqual([...nobody, 'removed']);
	expect(await told(known('listed', 'did:web:autre.example'))).toEqual([...nobody, 'unlisted']);
	expect(await told(null)).toEqual([...nobody, 'unlisted']);
	await world.close();
});
