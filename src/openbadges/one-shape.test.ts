import { expect, test } from 'vitest';
import { asList, isObject, type Json, type JsonObject } from './json.ts';
import { badgeFindings } from './verify/shape/structure.ts';
import { reportInLanguages } from './verify/report-of.ts';
import { verifyBadge } from './verify/verify.ts';
import { issueCredential } from './proof/data-integrity.ts';
import { sameGraph } from './same-graph.fixture.ts';
import {
	optionsWithAllSources,
	badge as badgeOf,
	changed,
	ISSUED,
	issued,
	LIST,
	SIGNER,
	statusList,
	VALUES,
} from './worked-example.fixture.ts';

const faults = (credential: JsonObject) => badgeFindings(credential).faults.map(({ problem }) => problem);

test('two things of one id, told differently, could trade their words under one signature: refused', async () => {
	const badge = await issued();
	const achievement = (badge['credentialSubject'] as JsonObject)['achievement'] as JsonObject;
	const piece = { type: ['Evidence'], id: String(achievement['id']), name: 'Transfert, niveau avancé' };
	const unsigned = { ...badge, evidence: [piece] };
	delete (unsigned as { proof?: unknown }).proof;
	const forged = await issueCredential(unsigned, { key: SIGNER, created: ISSUED });
	const { verdict, checks } = await verifyBadge(forged, await optionsWithAllSources());
	expect(verdict).toBe('refused');
	expect(checks.find(({ id }) => id === 'vocabulary')).toMatchObject({
		outcome: 'fail',
		reason: 'ambiguous',
	});
	expect(() => badgeOf({ evidence: [{ url: VALUES.achievement.id, name: 'Transfert' }] })).toThrow(
		'shared-id',
	);
});

test('a list of contexts made long, or a type repeated, is past our limits, and no time is spent on it', async () => {
	const badge = await issued();
	const [first, second] = asList(badge['@context']);
	const long = { ...badge, '@context': [first ?? '', ...Array.from({ length: 4000 }, () => second ?? '')] };
	const { verdict, checks } = await verifyBadge(long, await optionsWithAllSources());
	expect(verdict).toBe('unsupported');
	// Costly steps are not begun: neither reading the badge as a graph nor checking its signature.
	for (const id of ['vocabulary', 'signature'])
		expect(checks.find((one) => one.id === id)).toMatchObject({ outcome: 'skip', reason: 'not-reached' });
	expect(faults({ ...badge, type: Array.from({ length: 7000 }, () => 'OpenBadgeCredential') })).toContain(
		'too-many',
	);
});

test.each([0, 1])(
	'a context that stands twice is told, and takes nothing from the badge: number %i',
	async (at) => {
		const whole = badgeOf();
		const contexts = asList(whole['@context']);
		const twice = { ...whole, '@context': [...contexts, contexts[at] ?? ''] };
		const signed = await issueCredential(twice, { key: SIGNER, created: ISSUED });
		const { verdict, checks } = await verifyBadge(signed, await optionsWithAllSources());
		expect(verdict).toBe('valid');
		expect(checks.find(({ id }) => id === 'structure')).toMatchObject({
			outcome: 'warn',
			reason: 'departures',
			details: [{ path: '@context', problem: 'repeated' }],
		});
	},
);

test('a bad proof hides beside no good one', async () => {
	const badge = await issued();
	const [proof] = asList(badge['proof']).filter(isObject);
	const bad = { ...proof, proofValue: 'z' };
	expect(
		(await verifyBadge({ ...badge, proof: [proof ?? {}, bad] }, await optionsWithAllSources())).verdict,
	).not.toBe('valid');
});

/** The value at a dotted path of a JSON document; null if there is none. */
const at = (document: JsonObject, path: string) =>
	path.split('.').reduce<Json>((owner, key) => (owner as JsonObject)[key] ?? null, document);

const boxed = (value: Json): Json => ({ '@value': value });
const twice = (value: Json): Json => [asList(value)];
const bracketed = (value: Json): Json => [value];

test.each([
	['the hash of an address', 'credentialSubject.identifier.0.identityHash', boxed],
	['its salt', 'credentialSubject.identifier.0.salt', boxed],
	['the identifiers', 'credentialSubject.identifier', twice],
	['the place in the list', 'credentialStatus.statusListIndex', boxed],
	['the place in the list, in brackets', 'credentialStatus.statusListIndex', bracketed],
	['the purpose of the status', 'credentialStatus.statusPurpose', boxed],
	['the status', 'credentialStatus', twice],
	['the name of the badge', 'credentialSubject.achievement.name', boxed],
	['its criteria', 'credentialSubject.achievement.criteria.narrative', boxed],
	['the name of the issuer', 'issuer.name', boxed],
	['the evidence', 'evidence', twice],
	['the results', 'credentialSubject.result', twice],
	['the alignments', 'credentialSubject.achievement.alignment', twice],
	['the subject', 'credentialSubject', twice],
] as const)(
	'%s in a wrapping that changes nothing signed, and that no reader opens: refused',
	async (...given) => {
		const [, path, wrap] = given;
		const badge = await issued();
		const wrapped = changed(badge, path, wrap(at(badge, path)));
		expect(await sameGraph(badge, wrapped)).toBe(true);
		const report = await verifyBadge(
			wrapped,
			await optionsWithAllSources({ recipient: 'eve@ecole.example' }),
		);
		expect([report.verdict, report.checks[6]?.reason]).toEqual(['refused', 'sound']);
	},
);

test('a text with its language is no such wrapping, nor is a status whose type is a list, or its list an object', async () => {
	const french = { '@value': 'Pratique', '@language': 'fr' };
	const unsigned = changed(await issued(), 'credentialSubject.achievement.name', french);
	delete (unsigned as { proof?: unknown }).proof;
	const spoken = await issueCredential(unsigned, { key: SIGNER, created: ISSUED });
	expect((await verifyBadge(spoken, await optionsWithAllSources())).verdict).toBe('valid');

	const revoked = await statusList({ revoked: true });
	for (const [path, value] of [
		['credentialStatus.type', ['BitstringStatusListEntry']],
		['credentialStatus.statusListCredential', { id: LIST }],
	] as const) {
		const given = changed(await issued(), path, value);
		expect(await sameGraph(await issued(), given)).toBe(true);
		expect((await verifyBadge(given, await optionsWithAllSources())).verdict).toBe('valid');
		const taken = await optionsWithAllSources({
			statusSource: () => ({ kind: 'found', credential: revoked }),
		});
		expect((await verifyBadge(given, taken)).verdict).toBe('revoked');
	}
	const typeless = changed(await issued(), 'credentialStatus.type', []);
	expect(badgeFindings(typeless).departures).toContainEqual({
		path: 'credentialStatus.type',
		problem: 'missing',
	});
});

test('an achievement that says its language by a keyword is valid, and the keyword changes nothing that is read', async () => {
	const badge = await issued();
	const place = 'credentialSubject.achievement.@language';
	const said = changed(badge, place, 'en');
	// The graph has no place for it: whoever holds the badge can write another language.
	expect(await sameGraph(badge, said)).toBe(true);
	const [before, after] = [badge, said].map(async (one) => verifyBadge(one, await optionsWithAllSources()));
	const report = await after;
	expect(report?.verdict).toBe('valid');
	expect(report?.checks.find(({ id }) => id === 'structure')).toMatchObject({
		outcome: 'warn',
		reason: 'departures',
		details: [{ path: place, problem: 'outdated' }],
	});
	const { issuer, achievement } = (await before) ?? {};
	expect({ issuer: report?.issuer, achievement: report?.achievement }).toEqual({ issuer, achievement });
});

test('a badge in several languages is valid, and the same names are read whatever their order', async () => {
	const [fr, en] = [
		{ '@value': 'Pratique', '@language': 'fr' },
		{ '@value': 'Practice', '@language': 'en' },
	];
	const place = 'credentialSubject.achievement.name';
	// Without the creator, who is the issuer under one name.
	let unsigned = changed(await issued(), 'credentialSubject.achievement.creator', undefined);
	for (const path of [place, 'issuer.name', 'name']) unsigned = changed(unsigned, path, [fr, en]);
	delete (unsigned as { proof?: unknown }).proof;
	const spoken = await issueCredential(unsigned, { key: SIGNER, created: ISSUED });
	const turned = changed(changed(spoken, place, [en, fr]), 'issuer.name', [en, fr]);
	expect(await sameGraph(spoken, turned)).toBe(true);
	for (const given of [spoken, turned]) {
		const report = await verifyBadge(given, await optionsWithAllSources());
		expect([report.verdict, report.checks.filter(({ outcome }) => outcome === 'fail')]).toEqual([
			'valid',
			[],
		]);
		expect(report.checks.find(({ id }) => id === 'structure')?.details).toContainEqual({
			path: place,
			problem: 'several-languages',
		});
		expect([report.issuer?.name, report.achievement?.name]).toEqual(['Practice', 'Practice']);
		const french = reportInLanguages(report, ['fr', 'en']);
		expect([french.issuer?.name, french.achievement?.name]).toEqual(['Pratique', 'Pratique']);
	}
	// A text twice in one language is the same graph too: which is the first is not signed.
	const twice = changed(spoken, place, [fr, en, fr]);
	expect(await sameGraph(spoken, twice)).toBe(true);
	expect((await verifyBadge(twice, await optionsWithAllSources())).verdict).toBe('refused');
});

test('one of the names of an issuer that is moved to its creator, the graph unchanged, is refused', async () => {
	const names = ['fr', 'en'].map((tag) => ({ '@value': `École ${tag}`, '@language': tag }));
	const { proof: _proof, ...badge } = await issued();
	const issuer = badge['issuer'] as JsonObject;
	const creator = { id: issuer['id'] as Json, type: ['Profile'] };
	const unsigned = [
		['issuer.name', names],
		['credentialSubject.achievement.creator', creator],
	].reduce<JsonObject>((one, [path, value]) => changed(one, path as string, value), badge);
	const signed = await issueCredential(unsigned, { key: SIGNER, created: ISSUED });
	expect((await verifyBadge(signed, await optionsWithAllSources())).verdict).toBe('valid');
	const moved = changed(
		changed(signed, 'issuer.name', [names[0]]),
		'credentialSubject.achievement.creator.name',
		[names[1]],
	);
	expect(await sameGraph(signed, moved)).toBe(true);
	const { verdict, checks } = await verifyBadge(moved, await optionsWithAllSources());
	expect([verdict, checks[4]?.reason]).toEqual(['refused', 'ambiguous']);
});
