import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { accessJournalOf } from '#identity/server';
import { parseStrictJson, type JsonObject } from '#openbadges';
import { fileSeal } from '#platform/server';
import { testWorld, type TestWorld } from '#tests/world';
import type { Award } from '../award.ts';
import { badgeArtworkFile, asPng, awardFile } from './files/artwork.ts';
import { awardPage, canBeTranslated } from './award-page.ts';
import { addAwards, awardById, revokeRow, setPublication } from './award-store.ts';
import { addToken } from './files/award-token-store.ts';
import { awardToken } from './files/award-token.ts';
import { enter, says, trains } from '../../../tests/recognised/cast.ts';
import { catalogueOf } from '../../badges/server/catalogue.ts';
import { issuerById, type Issuer } from './issuers/issuer-store.ts';
import {
	issuerAddress,
	issuerAt,
	issuerPublicKey,
	publicIssuer,
	tokenKeyAtAddress,
} from './issuers/issuers.ts';
import { awardAt, minute, neighbours } from '../../../tests/recognised/neighbours.ts';
import { awardBadgesByRule } from '../../applications/server/award-badges-by-rule.ts';
import { lookUpKnownIssuer, ownVerifyOptions } from './register.ts';
import { statusListAddress, statusListAtAddress } from './issuers/status-lists.ts';
import { addSuperseded } from './issuing/superseded-store.ts';
import {
	awardAsOpenBadges2,
	issuerOpenBadges2Profile,
	ownOpenBadges2Document,
	ownOpenBadges2Picture,
} from './files/open-badges-2.ts';
import {
	LARGEST_FILE,
	LARGEST_TEXT,
	verifyForVisitor,
} from '../../verification/server/verify-for-visitor.ts';
import { verifyTyped } from '../../verification/server/verify-given.ts';

type Signed = Award & { readonly credential: string };
let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
let issuer: Issuer;
// Two badges with real signatures, used by every test of this file: one published, one private; neither has a
// translation.
let shown: Signed;
let hidden: Signed;
const notFound = { code: 'not-found', status: 404 };
const key = () => world.newId();

beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
	const { ada } = people;
	for (const dimension of ['communication', 'collaboration']) {
		await says(world, ada, dimension, 1);
		await trains(world, ada, dimension, 150);
	}
	const given = await awardBadgesByRule(world, ada.id, 'fr');
	const [one, two] = await Promise.all(given.map(({ id }) => awardById(world.db.read, id)));
	issuer = (await issuerById(world.db.read, one?.issuer ?? ''))!;
	await world.db.write((tx) => setPublication(tx, one!.id, { publishedAt: minute(1), showsName: false }));
	shown = { ...(one as Signed), publishedAt: minute(1) };
	hidden = two as Signed;
});
afterAll(() => world.close());

test('who sees what of a badge, and what each may do with it', async () => {
	const { ada, emile, bruno, denis, here } = people;
	const chloe = await enter(world, 'Chloé', [{ institution: here.institution, role: 'administrator' }]);
	const page = await awardPage(world, ANONYMOUS, shown.id);
	expect(page).toMatchObject({
		...{ award: { id: shown.id }, definition: { id: shown.badge }, institution: 'École des Érables' },
		...{ demonstration: false, timeZone: 'America/Toronto', issuer, holder: null, reissued: null },
		...{ report: { verdict: 'valid' }, token: true, sibling: null, offersSibling: false },
		rights: { owner: false, revoker: false, revoke: false },
	});
	expect(page.evidence).toEqual([{ name: null, narrative: expect.stringMatching(/150/), url: null }]);
	expect(await awardPage(world, ada, hidden.id)).toMatchObject({
		...{ holder: 'Ada', offersSibling: true, rights: { owner: true, revoker: false, revoke: false } },
	});
	expect(await awardPage(world, chloe, hidden.id)).toMatchObject({
		...{ holder: 'Ada', offersSibling: false, rights: { owner: false, revoker: true, revoke: true } },
	});
	expect(await awardPage(world, bruno, hidden.id)).toMatchObject({
		...{ holder: 'Ada', rights: { owner: false, revoker: false } },
	});
	// Staff of the institution who read an unpublished badge are named in the journal of its holder.
	const looks = await accessJournalOf(world, ada.id);
	expect(looks.map(({ what, by }) => `${by} ${what}`).toSorted()).toEqual([
		...['Bruno badge-read', 'Chloé badge-read'],
	]);
	await awardPage(world, bruno, shown.id);
	expect(await accessJournalOf(world, ada.id)).toHaveLength(2);
	for (const who of [ANONYMOUS, emile, denis]) {
		await expect(awardPage(world, who, hidden.id)).rejects.toMatchObject(notFound);
		await expect(awardFile(world, who, hidden.id, 'json')).rejects.toMatchObject(notFound);
	}
	await expect(awardPage(world, ada, key())).rejects.toMatchObject(notFound);
});

test('what is kept beside what was signed: who it names, its other language, why it was signed anew', async () => {
	const { here, there, ada, emile } = people;
	const of = (set: Partial<Award>, place = here) =>
		awardAt(world, place, emile.id, { publishedAt: minute(1), badge: key(), ...set });
	const first = of({ badge: 'practice-ethical-citizenship', showsName: true });
	const again = of({ badge: 'practice-ethical-citizenship', translationOf: first.id, locale: 'en' });
	const left = of({ person: null, credential: null, showsName: true });
	const elsewhere = of({ badge: 'practice-collaboration' }, there);
	const gone = of({ badge: 'practice-communication' });
	const earlier = (n: number) => ({
		...{ id: key(), award: first.id, issuer: here.issuer.id, credential: null, kid: 'old', statusList: 9 },
		...{ statusIndex: n, supersededAt: minute(n), reason: `Raison ${n}` },
		cause: 'key-compromised' as const,
	});
	await world.db.write(async (tx) => {
		await addAwards(tx, [first, again, left, elsewhere, gone]);
		await addSuperseded(tx, [earlier(3), earlier(4)]);
		await revokeRow(tx, gone.id, { revokedAt: minute(2), revokedBy: null, revocationReason: null });
	});
	const seen = (one: Award) => awardPage(world, ANONYMOUS, one.id);
	expect(await seen(first)).toMatchObject({
		...{ holder: 'Émile', sibling: again.id, evidence: [] },
		...{ reissued: { at: minute(4), reason: 'Raison 4' }, report: { verdict: 'malformed' } },
	});
	expect(await seen(again)).toMatchObject({ sibling: first.id, reissued: null, holder: null });
	expect(await seen(left)).toMatchObject({ holder: null, report: null, evidence: [], token: false });
	expect(await seen(gone)).toMatchObject({ token: false });
	await world.db.write((tx) => addToken(tx, { award: gone.id, kid: 'k', token: 'a.b.c', madeAt: minute(1) }));
	expect(await seen(gone)).toMatchObject({ token: true });
	expect((await seen(gone)).sibling).toBeNull();
	// No translation is offered for a badge issued under an earlier origin, revoked, or already translated.
	for (const one of [first, gone, elsewhere])
		expect(await awardPage(world, emile, one.id)).toMatchObject({ offersSibling: false });
	const offered = await awardPage(world, ada, hidden.id);
	expect(offered.offersSibling).toBe(true);
	const definition = offered.definition!;
	expect(canBeTranslated(hidden, definition, world.now())).toBe(true);
	const ending = { ...hidden, validUntil: new Date(world.now().getTime() + 30 * 86_400_000) };
	expect(canBeTranslated(ending, definition, world.now())).toBe(false);
	expect(canBeTranslated({ ...hidden, credential: null }, definition, world.now())).toBe(false);
	expect(canBeTranslated({ ...hidden, revokedAt: minute(1) }, definition, world.now())).toBe(false);
	expect(canBeTranslated(hidden, { ...definition, version: definition.version + 1 }, world.now())).toBe(
		false,
	);
	expect(canBeTranslated(hidden, undefined, world.now())).toBe(false);
});

test('drawings and badges as files, each with its type and its name', async () => {
	const { ada } = people;
	const name = `exploration-collaboration-${shown.id.slice(0, 6)}`;
	const json = await awardFile(world, ANONYMOUS, shown.id, 'json');
	expect(json).toMatchObject({ type: 'application/vc+ld+json', name: `${name}.json` });
	expect(Buffer.from(json.bytes).toString()).toBe(shown.credential);
	expect(json.etag).toMatch(/^"[\w-]{27}"$/);
	expect((await awardFile(world, ada, hidden.id, 'json')).etag).not.toBe(json.etag);
	const svg = await awardFile(world, ANONYMOUS, shown.id, 'svg');
	expect(svg).toMatchObject({ type: 'image/svg+xml', name: `${name}.svg` });
	expect(Buffer.from(svg.bytes).toString()).toContain('<svg');
	const png = await awardFile(world, ANONYMOUS, shown.id, 'png');
	expect(png).toMatchObject({ type: 'image/png', name: `${name}.png` });
	expect(Buffer.from(png.bytes).readUInt32BE(16)).toBe(600);
	const drawing = catalogueOf(world).artwork(shown.badge, 'fr');
	const plain = await badgeArtworkFile(world, shown.badge, 'svg', 'fr');
	expect(plain).toMatchObject({ type: 'image/svg+xml', name: `${shown.badge}.svg` });
	expect(Buffer.from(plain.bytes).toString()).toBe(drawing);
	expect(await badgeArtworkFile(world, shown.badge, 'png', 'fr')).toMatchObject({
		type: 'image/png',
		name: `${shown.badge}.png`,
	});
	const english = await badgeArtworkFile(world, 'practice-collaboration', 'svg', 'en');
	expect(Buffer.from(english.bytes).toString()).toContain('<title>Practice · Collaboration</title>');
	// The picture is drawn once: the same drawing returns the same picture.
	expect(asPng(drawing)).toBe(asPng(`${drawing}`));
	await expect(badgeArtworkFile(world, 'practice-unknown', 'png', 'fr')).rejects.toMatchObject(notFound);
	const erased = awardAt(world, people.here, null, { credential: null, publishedAt: minute(1) });
	await world.db.write((tx) => addAwards(tx, [erased]));
	for (const form of ['json', 'png', 'svg'] as const)
		await expect(awardFile(world, ANONYMOUS, erased.id, form)).rejects.toMatchObject(notFound);
	await expect(awardAsOpenBadges2(world, ANONYMOUS, erased.id, 'badge')).rejects.toMatchObject(notFound);
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('our own register: issuers, lists, keys, documents and badges of ours, and of nobody else', async () => {
	const { there } = people;
	const own = ownVerifyOptions(world);
	const notSupported = { kind: 'unknown', why: 'not-supported' };
	expect(own.now).toEqual(world.now());
	const token = text((await awardToken(world, ANONYMOUS, shown.id)).bytes);
	expect(token.split('.')).toHaveLength(3);
	const known = await publicIssuer(world, issuer.did);
	expect(await own.resolveIssuer(issuer.did)).toEqual({
		...{ kind: 'found', document: known?.document, keys: [...known!.keys, ...known!.tokenKeys] },
	});
	expect(known).toMatchObject({ id: issuer.id, slug: issuer.slug });
	expect(Object.keys(known!.keys[0]!)).toEqual(['multikey', 'state', 'notBefore', 'endedAt']);
	expect(Object.keys(known!.tokenKeys[0]!)).toEqual(['jwk', 'state', 'notBefore', 'endedAt']);
	expect(await own.resolveIssuer('did:web:ailleurs.example')).toEqual(notSupported);
	expect(await own.resolveIssuer('did:web:\u0000')).toEqual(notSupported);

	const list = statusListAddress(issuer, 1);
	expect(await own.statusSource(list)).toEqual({
		...{ kind: 'found', credential: (await statusListAtAddress(world, list))?.text },
	});
	expect(await own.statusSource(statusListAddress(issuer, 2))).toEqual({ kind: 'absent' });
	for (const url of [
		'https://ailleurs.example/i/x/status/1',
		`${list}/2`,
		list.replace('/status/1', '/status/0'),
	])
		expect(await own.statusSource(url)).toEqual(notSupported);
	// With another scheme, the address is one of another origin, and not of this service.
	expect(await own.statusSource(statusListAddress(there.issuer, 1).replace('https', 'http'))).toEqual(
		notSupported,
	);
	const away = ownVerifyOptions({ ...world, seal: fileSeal(`/tmp/no-such-folder-${key()}/seal.key`) });
	world.setNow(new Date(world.now().getTime() + 25 * 3_600_000));
	expect(await away.statusSource(list)).toEqual({ kind: 'unknown', why: 'unreachable' });
	world.setNow(new Date(world.now().getTime() - 25 * 3_600_000));

	const keys = `${issuerAddress(issuer)}/keys/`;
	const kid = known!.tokenKeys[0]!.jwk.kid;
	const document = (answer: unknown) =>
		answer as { kind: string; status: number; text: string; contentType: string };
	const jwk = document(await own.fetchDocument!(keys + kid));
	expect(jwk).toMatchObject({ kind: 'found', status: 200, contentType: 'application/jwk+json' });
	expect(JSON.parse(jwk.text)).toEqual(known!.tokenKeys[0]!.jwk);
	const badgeKey = document(await own.fetchDocument!(keys + shown.kid));
	expect(badgeKey).toMatchObject({ kind: 'found', status: 200, contentType: 'application/json' });
	expect(JSON.parse(badgeKey.text)).toEqual(await issuerPublicKey(world, issuer.slug, shown.kid));
	expect(await own.fetchDocument!(`${keys}unknown`)).toMatchObject({ kind: 'found', status: 404, text: '' });
	for (const url of ['https://ailleurs.example/x', `${world.origin}/privacy-notice`, `${keys}a/b`])
		expect(await own.fetchDocument!(url)).toEqual(notSupported);
	expect(await tokenKeyAtAddress(world, keys + kid)).toEqual(known!.tokenKeys[0]!.jwk);
	for (const url of [
		keys + shown.kid,
		keys.replace('http:', 'https:') + kid,
		`https://x.example/i/${issuer.slug}/keys/${kid}`,
		keys,
	])
		expect(await tokenKeyAtAddress(world, url)).toBeUndefined();
	await expect(issuerAt(world, 'nulle-part')).rejects.toMatchObject(notFound);

	expect(await own.knownIssuers!(issuer.did)).toEqual({ kind: 'this-site' });
	expect(await own.knownIssuers!('did:web:ailleurs.example')).toEqual({ kind: 'unlisted' });
	const listed = { register: 'Écoles', issuers: new Map([['did:web:x.example', 'listed' as const]]) };
	expect(lookUpKnownIssuer(listed, 'did:web:x.example')).toEqual({ kind: 'listed', register: 'Écoles' });
	expect(lookUpKnownIssuer(listed, 'did:web:y.example')).toEqual({ kind: 'unlisted' });
	expect(lookUpKnownIssuer(null, 'did:web:x.example')).toEqual({ kind: 'unlisted' });
});

test('the copy that stands, for whoever holds one that was given', async () => {
	const own = ownVerifyOptions(world);
	const copy = parseStrictJson(shown.credential) as JsonObject;
	const secret = parseStrictJson(hidden.credential) as JsonObject;
	const stands = (credential: JsonObject, trusted = false) =>
		own.currentCopy!({ credential, trusted } as never);
	expect(await stands(copy)).toBe(copy['validFrom']);
	expect(await stands(secret)).toBeUndefined();
	expect(await stands(secret, true)).toBe(secret['validFrom']);
	// An earlier signed text of the private award: whoever presents it gets an answer.
	const before = { ...secret, validFrom: '2020-01-01T00:00:00Z' };
	await world.db.write((tx) =>
		addSuperseded(tx, [
			{
				...{ id: key(), award: hidden.id, issuer: issuer.id, credential: JSON.stringify(before), kid: 'old' },
				...{ statusList: 9, statusIndex: 77, supersededAt: minute(1), reason: null },
				cause: 'key-compromised' as const,
			},
			{
				...{ id: key(), award: hidden.id, issuer: issuer.id, credential: null, kid: 'old' },
				...{ statusList: 9, statusIndex: 78, supersededAt: minute(1), reason: null },
				cause: 'key-compromised' as const,
			},
		]),
	);
	expect(await stands(before)).toBe(secret['validFrom']);
	expect(await stands({ ...before, name: 'x' })).toBeUndefined();
	for (const change of [
		{ id: `https://ailleurs.example/b/${shown.id}` },
		{ id: `${world.origin}/b/${key()}` },
		{ id: `${world.origin}/badges/x` },
		{ issuer: 'did:web:ailleurs.example' },
		{ issuer: undefined },
	])
		expect(await stands({ ...copy, ...change } as JsonObject, true)).toBeUndefined();
	expect(await stands({ ...copy, issuer: issuer.did }, true)).toBe(copy['validFrom']);
});

test('the Open Badges 2.0 twin at its addresses, for whoever is not signed in', async () => {
	const own = ownVerifyOptions(world);
	const at = `${world.origin}/b/${shown.id}`;
	const name = `exploration-collaboration-${shown.id.slice(0, 6)}.2.0`;
	const assertion = await awardAsOpenBadges2(world, ANONYMOUS, shown.id, 'assertion');
	expect(assertion).toMatchObject({ type: 'application/ld+json', name: `${name}.json`, gone: false });
	const said = JSON.parse(text(assertion.bytes)) as JsonObject;
	expect(said).toMatchObject({ id: `${at}/2.0`, badge: `${at}/2.0/badge` });
	const badge = await awardAsOpenBadges2(world, ANONYMOUS, shown.id, 'badge');
	expect(badge).toMatchObject({ name: `${name}.badge.json`, gone: false });
	expect(JSON.parse(text(badge.bytes))).toMatchObject({
		...{ id: `${at}/2.0/badge`, issuer: `${issuerAddress(issuer)}/2.0` },
	});
	const png = await awardAsOpenBadges2(world, ANONYMOUS, shown.id, 'png');
	expect(png).toMatchObject({ type: 'image/png', name: `${name}.png`, gone: false });
	const profile = await issuerOpenBadges2Profile(world, issuer.slug);
	expect(profile).toMatchObject({ type: 'application/ld+json', name: `${issuer.slug}.2.0.json` });
	expect(JSON.parse(text(profile.bytes))).toMatchObject({
		...{ id: `${issuerAddress(issuer)}/2.0`, name: 'École des Érables', email: 'postmaster@localhost' },
		...{ url: issuerAddress(issuer), verification: { startsWith: `${world.origin}/b/` } },
	});

	const found = (bytes: Uint8Array) => ({
		kind: 'found',
		status: 200,
		text: text(bytes),
		contentType: 'application/ld+json',
	});
	expect(await ownOpenBadges2Document(world, `${at}/2.0`)).toEqual(found(assertion.bytes));
	expect(await ownOpenBadges2Document(world, `${at}/2.0/badge`)).toEqual(found(badge.bytes));
	expect(await ownOpenBadges2Document(world, `${issuerAddress(issuer)}/2.0`)).toEqual(found(profile.bytes));
	const absent = { kind: 'found', status: 404, text: '', contentType: 'text/plain' };
	expect(await ownOpenBadges2Document(world, `${world.origin}/b/${hidden.id}/2.0`)).toEqual(absent);
	expect(await ownOpenBadges2Document(world, `${world.origin}/i/nulle-part/2.0`)).toEqual(absent);
	for (const url of [at, `${at}/2.0/x`, `https://x.example/b/${shown.id}/2.0`])
		expect(await ownOpenBadges2Document(world, url)).toBeUndefined();
	expect(await ownOpenBadges2Picture(world, `${at}/2.0.png`)).toEqual(new Uint8Array(png.bytes));
	for (const url of [
		`${at}/2.0`,
		`${world.origin}/b/${hidden.id}/2.0.png`,
		`https://x.example/b/${shown.id}/2.0.png`,
	])
		expect(await ownOpenBadges2Picture(world, url)).toBeUndefined();

	expect(await own.fetchBadge!(`${at}/2.0.png`)).toEqual({ kind: 'found', bytes: new Uint8Array(png.bytes) });
	expect(await own.fetchBadge!(`${at}/2.0`)).toEqual({
		kind: 'found',
		bytes: new Uint8Array(assertion.bytes),
	});
	expect(await own.fetchBadge!(`${world.origin}/b/${hidden.id}/2.0`)).toEqual({ kind: 'absent' });
	expect(await own.fetchBadge!(`${world.origin}/x`)).toEqual({ kind: 'absent' });
	expect(await own.fetchBadge!('https://x.example/b')).toEqual({ kind: 'unread', reason: 'is-address' });
	expect(await own.fetchDocument!(`${at}/2.0`)).toEqual(found(assertion.bytes));
});

test('what somebody types: a code, an address of ours in any of its forms, a badge; told with its page and its drawing', async () => {
	const typed = async (given: string) => {
		const { award, report } = await verifyTyped(world, given, { outbound: false });
		return [award, report.verdict];
	};
	const valid = [shown.id, 'valid'];
	const at = `${world.origin}/b/${shown.id}`;
	for (const given of [
		...[
			shown.shortCode,
			at,
			`${at}/`,
			`${at}.json`,
			`${at}.jwt`,
			`${at}.png`,
			`${at}.svg`,
			at.toUpperCase().replace('HTTP', 'http'),
		],
		...[
			`${world.origin}/c/${shown.shortCode.toUpperCase()}`,
			`${world.origin}/verify?code=${shown.shortCode.toUpperCase()}`,
		],
	])
		expect([given, ...(await typed(given))]).toEqual([given, ...valid]);
	expect(await typed(shown.credential)).toEqual([null, 'valid']);
	const unknown = { code: 'recognition.code-unknown', field: 'text' };
	for (const given of ['0000-0000', hidden.shortCode, `${world.origin}/c/0000-0000`])
		await expect(typed(given)).rejects.toMatchObject(unknown);
	expect((await typed(`${world.origin}/b/${hidden.id}`))[0]).toBeNull();
	expect((await typed(`${world.origin}/b/${key()}`))[0]).toBeNull();
	// Eight lowercase letters in an address are the name of a page, not a short code.
	expect((await typed(`${world.origin}/portrait`))[0]).toBeNull();
	expect((await typed(`https://ailleurs.example/b/${shown.id}`))[0]).toBeNull();
	// A text longer than any address is treated as a document, even if it begins with a short code.
	expect(await typed(shown.shortCode + ' '.repeat(8_192))).toEqual([
		null,
		expect.not.stringMatching('valid'),
	]);

	const told = (given: Parameters<typeof verifyForVisitor>[1]) =>
		verifyForVisitor(world, given, { outbound: false });
	const picture = `${world.origin}/badges/${shown.badge}/artwork.svg`;
	const verifiedAt = world.now().toISOString();
	expect(await told({ typed: shown.shortCode })).toMatchObject({
		verdict: 'valid',
		page: at,
		picture,
		verifiedAt,
	});
	// The badge's file also leads to its page, and to the holder's name if the page shows it.
	expect(await told({ file: Buffer.from(shown.credential) })).toMatchObject({
		...{ page: at, holder: null, sheet: false },
		stated: { assessedBy: null, bound: false },
		picture,
		verifiedAt,
	});
	const altered = shown.credential.replace('Exploration', 'Exploratiom');
	expect(altered).not.toBe(shown.credential);
	expect(await told({ typed: altered })).toMatchObject({ verdict: 'altered', page: null, picture: null });
	expect((await told({ typed: altered })).stated).toBeNull();
	expect(await told({ typed: 'bonjour' })).toMatchObject({ picture: null });
	expect(await told({ file: Buffer.from(hidden.credential) })).toMatchObject({
		...{ verdict: 'valid', page: null, holder: null },
	});
	// The address of a published badge of ours on another site is refused as a copy, whatever that page
	// shows. The address of a private badge there is treated as any other address.
	const elsewhere = `https://ailleurs.example/b/${shown.id}`;
	await expect(told({ typed: ` ${elsewhere}?x=1 ` })).rejects.toMatchObject({
		...{ code: 'recognition.page-is-copy', field: 'text', params: { address: at } },
	});
	// The copy is also recognised in other spellings, and behind relays and tracking links.
	for (const given of [
		`${elsewhere}/`,
		elsewhere.toUpperCase(),
		elsewhere.replace('https://', ''),
		`https://www.google.com/url?q=${encodeURIComponent(elsewhere)}`,
	])
		await expect(told({ typed: given }), given).rejects.toMatchObject({ code: 'recognition.page-is-copy' });
	for (const given of [`https://ailleurs.example/b/${hidden.id}`, `${elsewhere}.json`])
		expect((await told({ typed: given })).verdict).not.toBe('valid');
	// A printed sheet is verified through the address that it links to.
	const sheet = (...links: readonly string[]) =>
		Buffer.from(`%PDF-1.7\n${links.map((link) => `<< /S /URI /URI (${link}) >>`).join('\n')}\n%%EOF`);
	const others = [
		`${world.origin}/verify`,
		`${world.origin}/i/${issuer.slug}`,
		'https://exemple.example/b/x',
	];
	expect(await told({ file: sheet(at, at, ...others) })).toMatchObject({
		...{ verdict: 'valid', page: at, sheet: true },
	});
	// A sheet printed before the service changed its origin still verifies: its badge stays at the address
	// that was signed.
	const renamed = { ...world, origin: 'https://nouveau.example' };
	expect(await verifyForVisitor(renamed, { file: sheet(at) }, { outbound: false })).toMatchObject({
		sheet: true,
	});
	for (const [links, code] of [
		[others, 'pdf-not-sheet'],
		[[elsewhere], 'pdf-not-sheet'],
		[[`${at}.json`], 'pdf-not-sheet'],
		[[at, `${world.origin}/b/${hidden.id}`], 'pdf-several'],
		[[`${world.origin}/b/${hidden.id}`], 'pdf-unpublished'],
		[[`${world.origin}/b/${key()}`], 'pdf-unpublished'],
	] as const)
		await expect(told({ file: sheet(...links) }), code).rejects.toMatchObject({
			...{ code: `recognition.${code}`, field: 'file' },
		});
	await world.db.write((tx) => setPublication(tx, shown.id, { publishedAt: minute(1), showsName: true }));
	expect((await told({ file: Buffer.from(shown.credential) })).holder).toBe(people.ada.displayName);
	await expect(told({ typed: ' ' })).rejects.toMatchObject({
		code: 'recognition.nothing-given',
		field: 'file',
	});
	await expect(told({ typed: `${'é'.repeat(LARGEST_TEXT / 2)}x` })).rejects.toMatchObject({
		...{ code: 'recognition.text-too-long', field: 'text', status: 413 },
	});
	await expect(told({ file: new Uint8Array(LARGEST_FILE + 1) })).rejects.toMatchObject({
		...{ code: 'recognition.given-too-large', field: 'file', status: 413 },
	});
});
