import { randomBytes } from 'node:crypto';
import { createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { issueCredential, statusListCredential, createStatusList } from '../../src/openbadges/index.ts';
import type { JsonObject, StatusAnswer } from '../../src/openbadges/index.ts';
import {
	badge,
	changed,
	DID,
	ISSUED,
	issued,
	LIST,
	SIGNER,
	statusList,
} from '../../src/openbadges/worked-example.fixture.ts';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';

const found = (credential: JsonObject | string): StatusAnswer => ({ kind: 'found', credential });
const how = { key: SIGNER, created: ISSUED };

/** Makes a gzip bomb: 180 MiB of zeros in some 180 kB, compressed piece by piece to save memory. */
function bomb(): Promise<Buffer> {
	const packer = createGzip({ level: 9 });
	const parts: Buffer[] = [];
	packer.on('data', (part: Buffer) => parts.push(part));
	const zeros = Buffer.alloc(1024 * 1024);
	return pipeline(Readable.from(Array<Buffer>(180).fill(zeros)), packer).then(() => Buffer.concat(parts));
}

/**
 * Makes the hostile cases of status lists that exhaust or deceive the verifier; a list is validly signed by
 * its issuer unless its case says otherwise.
 */
export async function lists(): Promise<readonly Hostile[]> {
	const document = await issued();
	const unsigned = statusListCredential({
		url: LIST,
		issuer: DID,
		list: createStatusList(),
		validFrom: ISSUED,
		validUntil: new Date('2026-10-10T00:00:00Z'),
	});
	const good = await statusList();
	const answered = (
		name: string,
		answer: StatusAnswer,
		because: string,
		verdict: Hostile['verdict'] = 'refused',
	) => hostile(name, document, verdict, `status ${because}`, { statusSource: () => answer });
	const signed = async (
		name: string,
		path: string,
		value: unknown,
		because: string,
		verdict?: Hostile['verdict'],
	) => answered(name, found(await issueCredential(changed(unsigned, path, value), how)), because, verdict);
	const packed = (name: string, bytes: Uint8Array, because = 'list-damaged', verdict?: Hostile['verdict']) =>
		signed(
			name,
			'credentialSubject.encodedList',
			`u${Buffer.from(bytes).toString('base64url')}`,
			because,
			verdict,
		);
	const entry = badge()['credentialStatus'] as JsonObject;
	const zeros = gzipSync(new Uint8Array(16_384));
	return [
		await packed('a bomb of 180 MiB', await bomb(), 'list-too-large', 'unknown'),
		await packed('random bytes', randomBytes(10_000)),
		await packed('zlib instead of gzip', deflateSync(new Uint8Array(16_384))),
		await packed('no frame at all', deflateRawSync(new Uint8Array(16_384))),
		await packed('a list cut short', zeros.subarray(0, -9)),
		await packed('a sum that is wrong', Buffer.concat([zeros.subarray(0, -8), Buffer.alloc(8)])),
		await packed('rubbish after the list', Buffer.concat([zeros, Buffer.from([1, 2, 3])]), 'list-damaged'),
		await packed(
			'a thousand lists in a row',
			Buffer.concat(Array<Buffer>(1_000).fill(zeros)),
			'list-too-large',
			'unknown',
		),
		await packed('an empty list', gzipSync(new Uint8Array())),
		await packed('one entry too few', gzipSync(new Uint8Array(16_383))),
		await signed('a list that is no text', 'credentialSubject.encodedList', ['u'], 'list-damaged'),
		await signed('no list', 'credentialSubject.encodedList', undefined, 'list-damaged'),
		await signed(
			'a list in another base',
			'credentialSubject.encodedList',
			`z${zeros.toString('hex')}`,
			'list-damaged',
		),
		await signed('a list for something else', 'credentialSubject.statusPurpose', 'message', 'list-purpose'),
		answered(
			'a subject of another type',
			found(changed(good, 'credentialSubject.type', 'StatusList2021')),
			'list-signature',
		),
		await signed('a credential of another type', 'type', ['VerifiableCredential'], 'list-damaged'),
		await signed(
			'a list that names itself as its own list',
			'credentialStatus',
			{ ...entry, statusListIndex: '0' },
			'not-revoked',
			'valid',
		),
		await signed('a list of somebody else', 'issuer', 'did:web:ailleurs.example', 'list-issuer'),
		await signed('a list of another place', 'id', `${LIST}2`, 'list-address'),
		await signed('a list from the future', 'validFrom', '2030-01-01T00:00:00Z', 'list-early', 'unknown'),
		await signed('a list without beginning', 'validFrom', 'hier', 'list-undated', 'unknown'),
		await signed('a list that ended', 'validUntil', '2026-10-09T00:00:00Z', 'list-lapsed', 'unknown'),
		await signed('a list whose end cannot be read', 'validUntil', 'jamais', 'list-undated', 'unknown'),
		answered(
			'a list changed since it was signed',
			found(changed(good, 'validUntil', '2030-01-01T00:00:00Z')),
			'list-signature',
		),
		answered('a list without signature', found(changed(good, 'proof', undefined)), 'list-signature'),
		answered(
			'a list with words of its own',
			found(
				changed(good, '@context', [...(good['@context'] as readonly string[]), { encodedList: 'urn:x' }]),
			),
			'list-signature',
		),
		answered('a list that is this very badge', found(document), 'list-damaged'),
		answered('a page', found('<html></html>'), 'list-damaged'),
		answered('nothing', found(''), 'list-damaged'),
		answered(
			'a token of no algorithm',
			found(`${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.AA`),
			'list-damaged',
		),
		answered('a list of 10 MB', found(`{"a":"${'x'.repeat(10_000_000)}"}`), 'list-past-limit', 'unknown'),
		answered('a list a hundred thousand deep', found('['.repeat(100_000)), 'list-damaged'),
		answered('a key twice', found('{"id":1,"id":2}'), 'list-damaged'),
		answered('no list at that address', { kind: 'absent' }, 'list-absent', 'unknown'),
		answered('no answer', { kind: 'unknown', why: 'unreachable' }, 'list-unreachable', 'unknown'),
		hostile('a source that fails', document, 'unknown', 'status list-unreachable', {
			statusSource: () => Promise.reject(new Error('down')),
		}),
	];
}
