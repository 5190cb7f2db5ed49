import { expect, test } from 'vitest';
import { serializeCredential, generateEd25519Key, type JsonObject, pkcs8FromSeed } from '#openbadges';
import {
	DID,
	STATUS_INDEX,
	ISSUED,
	issued,
	KEY,
	LIST,
	NOW,
	statusList,
} from '../../../openbadges/worked-example.fixture.ts';
import { digestOf, type ExpectedValue } from './issuance-text.ts';
import { type SigningItem, runSigningTask, type SigningTask } from './signing-task.ts';

const expectedAt = (path: string, value: string | null): ExpectedValue => ({
	what: path,
	path: path.split('.'),
	value,
});
const EXPECTED = [
	expectedAt('issuer.id', DID),
	expectedAt('credentialStatus.statusListIndex', String(STATUS_INDEX)),
	expectedAt('evidence.id', null),
];

const signed = await issued();
const { proof: _proof, ...unsigned } = signed as JsonObject & { proof: unknown };
const texts = { signed: serializeCredential(signed), unsigned: serializeCredential(unsigned) };
const lists = new Map([[LIST, serializeCredential(await statusList())]]);
const revokingLists = new Map([[LIST, serializeCredential(await statusList({ revoked: true }))]]);

/** The private key of the example badge's issuer, in a new array, since a task wipes it. */
const privateKey = () => Uint8Array.from(pkcs8FromSeed(new Uint8Array(32).fill(7)));

/** Ada's badge in a task of this kind; `change` replaces properties of the task, `item` of its one badge. */
async function resultOf(
	kind: SigningTask['kind'],
	change: Partial<SigningTask> = {},
	item: Partial<SigningItem> = {},
) {
	const text = kind === 'check' ? texts.signed : texts.unsigned;
	const one = { text, digest: digestOf(texts.unsigned), createdAt: ISSUED, expected: EXPECTED, ...item };
	const pkcs8 = kind === 'sign' ? privateKey() : null;
	const task = { kind, did: DID, keys: [KEY], lists, now: NOW, items: [one], pkcs8, ...change };
	const [result] = await runSigningTask(task);
	return result;
}
const faultOf = async (...asked: Parameters<typeof resultOf>) => {
	const result = await resultOf(...asked);
	return result?.kind === 'fault' ? [result.why, result.altered] : result;
};
const KINDS = ['lint', 'sign', 'check'] as const;

test('an honest badge passes each task, and only signing returns a proof', async () => {
	const proof = JSON.stringify((signed['proof'] as readonly unknown[])[0]);
	expect(await resultOf('lint')).toEqual({ kind: 'sound', proof: null });
	expect(await resultOf('sign')).toEqual({ kind: 'sound', proof });
	expect(await resultOf('check')).toEqual({ kind: 'sound', proof: null });
});

test.each(KINDS)('%s: a badge that does not verify is a fault', async (kind) => {
	const fault = 'A badge was not issued: it verifies as revoked.';
	expect(await faultOf(kind, { lists: revokingLists })).toEqual([fault, false]);
});

test.each(KINDS)(
	'%s: a badge whose status list is not at hand is neither sound nor a fault',
	async (kind) => {
		expect(await resultOf(kind, { lists: new Map() })).toEqual({ kind: 'unknown' });
	},
);

test.each(['sign', 'check'] as const)('%s: a key that the issuer does not list is a fault', async (kind) => {
	const other = { ...KEY, multikey: generateEd25519Key().multikey };
	expect((await resultOf(kind, { keys: [other] }))?.kind).toBe('fault');
});

test.each(KINDS)('%s: a text that is not the stored one is a fault, and counts as altered', async (kind) => {
	const [why, altered] = (await faultOf(kind, {}, { digest: digestOf('other') })) as [string, boolean];
	expect(why).toMatch(/is not what was (stored|intended)/);
	expect(altered).toBe(true);
});

test.each(['lint', 'check'] as const)('%s: a value other than the intended one is a fault', async (kind) => {
	const expected = [
		...EXPECTED,
		expectedAt('credentialSubject.achievement.id', 'https://macaron.example/badges/other'),
	];
	expect(await faultOf(kind, {}, { expected })).toEqual([
		'A badge was not issued: its credentialSubject.achievement.id is not the one intended.',
		false,
	]);
});

test('check: a signed text that cannot be read counts as altered; one without a stored digest is not compared', async () => {
	for (const text of [null, '{', '{"a":1,"a":2}'])
		expect(await faultOf('check', {}, { text })).toEqual([
			'A badge was not issued: its text cannot be read.',
			true,
		]);
	expect(await resultOf('check', {}, { digest: null })).toEqual({ kind: 'sound', proof: null });
});

test('another issuer’s badge is not verified with the keys of this one', async () => {
	const task = { did: 'did:web:autre.example' };
	const fault = 'A badge was not issued: it verifies as unsupported.';
	expect(await faultOf('check', task)).toEqual([fault, false]);
});

test('a clock set back before the badge’s date does not make it a fault', async () => {
	expect(await resultOf('lint', { now: new Date('2026-10-08T13:00:00Z') })).toEqual({
		kind: 'sound',
		proof: null,
	});
});

test('the private key is wiped, also when signing fails', async () => {
	for (const items of [[], [{ text: null, digest: null, createdAt: ISSUED, expected: [] }]]) {
		const pkcs8 = privateKey();
		await runSigningTask({ kind: 'sign', did: DID, keys: [KEY], lists, now: NOW, items, pkcs8 });
		expect(pkcs8.every((byte) => byte === 0)).toBe(true);
	}
	const task = { did: DID, keys: [KEY], lists, now: NOW, items: [], pkcs8: null };
	await expect(runSigningTask({ ...task, kind: 'sign' })).rejects.toThrow('without a private key');
});
