import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWN_VERIFICATION_THREADS, VISITOR_VERIFICATION_THREADS } from '#awards/threads';
import {
	didDocument,
	didWebUrl,
	generateEd25519Key,
	issueCredential,
	serializeCredential,
	signerFromPkcs8,
} from '#openbadges';
import type { Refusal } from '#platform';
import type { FetchResult, Threads } from '#platform/server';
import { betweenReads } from '#tests/between-reads';
import { type TestWorld, testWorld } from '#tests/world';
import { addAwards, setPublication } from '../../awards/server/award-store.ts';
import { badge, DID, issued, KEY, LIST, NOW, statusList } from '../../openbadges/worked-example.fixture.ts';
import { awardAt, minute, neighbours } from '../../../tests/recognised/neighbours.ts';
import { verifyFileOrText, verifyOutsideService, verifyShortCode, verifyTyped } from './verify-given.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

/** The same world on a web that has these documents only; `asked` records the addresses requested. */
function onWebWith(documents: Readonly<Record<string, string>>) {
	const asked: string[] = [];
	const fetchDocument = async (url: string): Promise<FetchResult> => {
		asked.push(url);
		const bytes = new TextEncoder().encode(documents[url] ?? '');
		return {
			...{ kind: 'found', status: url in documents ? 200 : 404, bytes, contentType: 'application/json' },
		};
	};
	return { asked, outside: { ...world, fetchDocument } };
}

/** A badge that another site signed, whose issuer's key stands in the badge itself. */
async function badgeOfAnotherSite(): Promise<string> {
	const { pkcs8, multikey } = generateEd25519Key();
	const id = `did:key:${multikey}`;
	const key = { ...signerFromPkcs8(pkcs8, id), verificationMethod: `${id}#${multikey}` };
	const { credentialStatus: _status, ...rest } = badge();
	const signed = { ...rest, issuer: { id, type: ['Profile'], name: 'École' } };
	return serializeCredential(
		await issueCredential(signed, { key, created: new Date('2026-10-08T14:00:00Z') }),
	);
}

let badges = 1000;
/** A short code, another each time, as a person may type it. */
const shortCode = () => `k7tw${(badges += 1)}`;

const ADDRESS = 'https://ecole.example/badges/ada.json';

test('the address of a badge of another site is followed where it is typed, and counted in the log; in a file it is not', async () => {
	const { asked, outside } = onWebWith({ [ADDRESS]: await badgeOfAnotherSite() });
	world.lines.length = 0;
	const { award, report } = await verifyTyped(outside, ADDRESS);
	expect([award, report.verdict]).toEqual([null, 'valid-issuer-unproven']);
	expect(asked).toEqual([ADDRESS]);
	expect(world.lines.map((line) => JSON.parse(line) as object)).toEqual([
		{ event: 'verify.asked', asked: 1, refused: null },
	]);
	expect((await verifyOutsideService(outside, ADDRESS)).verdict).toBe('valid-issuer-unproven');
	expect(asked).toEqual([ADDRESS, ADDRESS]);
	for (const verify of [verifyFileOrText, verifyOutsideService])
		expect((await verify(outside, new TextEncoder().encode(ADDRESS))).verdict).toBe('unsupported');
	expect((await verifyFileOrText(outside, ADDRESS)).verdict).toBe('unsupported');
	expect(asked).toHaveLength(2);
});

test('what a verification asked of other sites is logged even if it fails', async () => {
	const { outside } = onWebWith({});
	const failing: Threads = {
		...world.threads,
		async do(job, hand, giving) {
			await world.threads.do(job, hand, giving);
			throw new Error('The thread ended.');
		},
	};
	world.lines.length = 0;
	await expect(verifyTyped({ ...outside, threads: failing }, ADDRESS)).rejects.toThrow('The thread ended.');
	expect(world.lines.join()).toContain('"event":"verify.asked","asked":1');
});

test('outside a service, the issuer and its list of revoked badges are asked of the web', async () => {
	const { asked, outside } = onWebWith({
		[didWebUrl(DID)!]: JSON.stringify(didDocument({ did: DID, keys: [KEY] })),
		[LIST]: serializeCredential(await statusList()),
	});
	const report = await verifyOutsideService(
		{ ...outside, now: () => NOW },
		serializeCredential(await issued()),
	);
	expect(asked.toSorted()).toEqual([didWebUrl(DID), LIST].toSorted());
	expect(report.verdict).toBe('valid');
});

test('a badge of ours, named by its code, is not verified in the queue of what visitors submit', async () => {
	const { here, ada } = await neighbours(world);
	const award = awardAt(world, here, ada.id, { shortCode: shortCode(), publishedAt: minute(2) });
	await world.db.write((tx) => addAwards(tx, [award]));
	const queues: unknown[] = [];
	const threads: Threads = {
		...world.threads,
		do(job, hand, giving) {
			queues.push(job.pool);
			return world.threads.do(job, hand, giving);
		},
	};
	await verifyShortCode({ ...world, threads }, award.shortCode);
	await verifyFileOrText({ ...world, threads }, '{}');
	expect(queues).toEqual([OWN_VERIFICATION_THREADS, VISITOR_VERIFICATION_THREADS]);
});

test('every address of ours that shows a badge is read as that badge, and asks nothing of the web', async () => {
	const { here, ada } = await neighbours(world);
	const award = awardAt(world, here, ada.id, { shortCode: shortCode(), publishedAt: minute(2) });
	await world.db.write((tx) => addAwards(tx, [award]));
	const { asked, outside } = onWebWith({});
	const page = `${world.origin}/b/${award.id}`;
	for (const more of ['', '/', '.pdf', '.PDF', '/card.png', '.json', '?lang=en', '.pdf?lang=en'])
		expect((await verifyTyped(outside, page + more)).award, more).toBe(award.id);
	expect(asked).toEqual([]);
});

test('a badge without a copy that is unpublished while its code is read is unknown, or told of with the address of its page', async () => {
	const { here } = await neighbours(world);
	const unpublished = { publishedAt: null, showsName: false };
	const stored = async () => {
		const code = shortCode();
		const award = awardAt(world, here, null, {
			...{ badge: `badge-${code}`, shortCode: code, credential: null, publishedAt: minute(2) },
		});
		await world.db.write((tx) => addAwards(tx, [award]));
		return { world: { ...world }, award };
	};
	const { award } = await stored();
	await expect(verifyShortCode(world, award.shortCode)).rejects.toMatchObject({
		...{ code: 'recognition.copy-not-kept', page: `${here.issuer.origin}/b/${award.id}` },
	});
	const outcomes = await betweenReads(
		stored,
		(on) => verifyShortCode(on.world, on.award.shortCode),
		(on) => world.db.write((tx) => setPublication(tx, on.award.id, unpublished)),
	);
	expect(outcomes[0]).toMatchObject({ code: 'recognition.code-unknown' });
	for (const outcome of outcomes) {
		const { code, page } = outcome as Refusal;
		expect(['recognition.code-unknown', 'recognition.copy-not-kept']).toContain(code);
		expect(page?.includes('/b/') ?? false).toBe(code === 'recognition.copy-not-kept');
	}
});
