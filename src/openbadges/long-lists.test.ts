import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
	issueCredential,
	sentence,
	STATUS_LIST_LENGTH,
	statusListCredential,
	createStatusList,
	verifyBadge,
} from './index.ts';
import type { Check, JsonObject } from './index.ts';
import { readStatusEntry, MOST_ENTRIES_OF_LIST } from './status-list.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	ISSUED,
	LIST,
	SIGNER,
} from './worked-example.fixture.ts';

const how = { key: SIGNER, created: ISSUED };
const packed = (bytes: Uint8Array) => gzipSync(bytes).toString('base64url');

/** A status list with this many entries, of which one is set. */
function listOf(entries: number, index: number): Uint8Array {
	const bits = new Uint8Array(entries / 8);
	bits[Math.floor(index / 8)] = 0x80 >> (index & 7);
	return bits;
}

const unsigned = (change: Record<string, unknown> = {}) => {
	const list = statusListCredential({
		url: LIST,
		issuer: DID,
		list: createStatusList(),
		validFrom: ISSUED,
		validUntil: new Date('2026-10-10T00:00:00Z'),
	});
	const subject = list['credentialSubject'] as JsonObject;
	return { ...list, credentialSubject: { ...subject, ...change } } as JsonObject;
};

async function told(encodedList: string, index: number, purpose = 'revocation') {
	const credential = await issueCredential(unsigned({ encodedList, statusPurpose: purpose }), how);
	const given = await issueCredential(badge({ status: { list: LIST, index } }), how);
	const report = await verifyBadge(
		given,
		await optionsWithAllSources({ statusSource: () => ({ kind: 'found', credential }) }),
	);
	return { verdict: report.verdict, status: report.checks[9] as Check };
}

test.each([STATUS_LIST_LENGTH, 2 ** 20, 2 ** 24, MOST_ENTRIES_OF_LIST])(
	'a list of %i entries: each is read where it stands',
	async (entries) => {
		const index = entries - 9;
		const encoded = `u${packed(listOf(entries, index))}`;
		expect(await readStatusEntry(encoded, index)).toEqual({ set: true, length: entries });
		expect(await readStatusEntry(encoded, index - 1)).toEqual({ set: false, length: entries });
		expect(await readStatusEntry(encoded, entries)).toEqual({ set: undefined, length: entries });
		expect((await told(encoded, index)).verdict).toBe('revoked');
		expect((await told(encoded, index + 1)).verdict).toBe('valid');
	},
);

test('a longer list is unknown, not damaged, and its limit is in the sentence', async () => {
	const { verdict, status } = await told(`u${packed(new Uint8Array(MOST_ENTRIES_OF_LIST / 8 + 1))}`, 5);
	expect([verdict, status.reason]).toEqual(['unknown', 'list-too-large']);
	expect(sentence(status, 'fr')).toContain('67108864');
	expect(
		await readStatusEntry(`u${packed(new Uint8Array(MOST_ENTRIES_OF_LIST / 8))}`, 2 ** 40),
	).toMatchObject({
		set: undefined,
	});
});

test('a long list is never held whole: memory stays flat while ten are read', async () => {
	const encoded = `u${packed(listOf(MOST_ENTRIES_OF_LIST, 9))}`;
	const before = process.memoryUsage().arrayBuffers;
	let most = 0;
	const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 1);
	await Promise.all(Array.from({ length: 10 }, () => readStatusEntry(encoded, 9)));
	clearInterval(watch);
	expect(most).toBeLessThan(10 * (MOST_ENTRIES_OF_LIST / 8));
});

test.each([
	['with the letter of its base', (text: string) => `u${text}`],
	['without it', (text: string) => text],
	['with padding', (text: string) => `u${text}==`],
	['in base64', (text: string) => `m${Buffer.from(text, 'base64url').toString('base64')}`],
	['in base64 without its letter', (text: string) => Buffer.from(text, 'base64url').toString('base64')],
])('a list written %s', async (_what, write) => {
	expect((await told(write(packed(listOf(STATUS_LIST_LENGTH, 7))), 7)).verdict).toBe('revoked');
	expect((await told(write(packed(listOf(STATUS_LIST_LENGTH, 7))), 8)).verdict).toBe('valid');
});

test.each(['', 'u', 'u%%', 'zH4sI', 'uAAAA', `u${packed(new Uint8Array(16_384)).slice(0, -20)}`])(
	'« %s » is no list',
	async (text) => {
		expect(await readStatusEntry(text, 0)).toBe('damaged');
	},
);

const entry = (purpose: string, index: number, list = LIST) => ({
	id: `${list}#${purpose}${index}`,
	type: 'BitstringStatusListEntry',
	statusPurpose: purpose,
	statusListIndex: String(index),
	statusListCredential: list,
});

async function purposes(...entries: readonly JsonObject[]) {
	const credential = await issueCredential(
		unsigned({ encodedList: `u${packed(listOf(STATUS_LIST_LENGTH, 3))}` }),
		how,
	);
	const given = await issueCredential(changed(badge(), 'credentialStatus', entries), how);
	const report = await verifyBadge(
		given,
		await optionsWithAllSources({ statusSource: () => ({ kind: 'found', credential }) }),
	);
	return [report.verdict, report.checks[9]?.reason, report.checks[9]?.params['purpose']];
}

test('purposes that take nothing from a badge are named, and hide no revocation', async () => {
	expect(await purposes(entry('refresh', 3))).toEqual(['valid', 'informative', 'refresh']);
	expect(await purposes(entry('message', 3))).toEqual(['valid', 'informative', 'message']);
	expect(await purposes(entry('revocation', 4), entry('refresh', 3))).toEqual([
		'valid',
		'not-revoked-informative',
		'refresh',
	]);
	expect(await purposes(entry('message', 4), entry('revocation', 3))).toEqual([
		'revoked',
		'revoked',
		undefined,
	]);
	// A status entry with an unknown purpose might revoke the badge, which is then not valid.
	expect((await purposes(entry('https://x.example/inconnu', 3)))[0]).not.toBe('valid');
	const many = ['message', 'refresh', 'message', 'refresh', 'revocation'].map((one, at) =>
		entry(one, at + 10),
	);
	expect((await purposes(...many))[0]).toBe('unknown');
});

test('an entry that revokes comes before whatever else is wrong', async () => {
	expect((await purposes(entry('revocation', 999_999), entry('revocation', 3)))[0]).toBe('revoked');
});

test('a list is held to the same clock as a badge: five minutes', async () => {
	const at = async (change: Record<string, string>, now: string) => {
		const credential = await issueCredential({ ...unsigned(), ...change } as JsonObject, how);
		const given = await issueCredential(badge(), how);
		const report = await verifyBadge(
			given,
			await optionsWithAllSources({
				now: new Date(now),
				statusSource: () => ({ kind: 'found', credential }),
			}),
		);
		return report.checks[9]?.reason;
	};
	const until = { validUntil: '2026-10-09T09:00:00Z' };
	expect(await at(until, '2026-10-09T09:05:00Z')).toBe('not-revoked');
	expect(await at(until, '2026-10-09T09:05:01Z')).toBe('list-lapsed');
	const from = { validFrom: '2026-10-09T09:00:00Z' };
	expect(await at(from, '2026-10-09T08:55:00Z')).toBe('not-revoked');
	expect(await at(from, '2026-10-09T08:54:59Z')).toBe('list-early');
});
