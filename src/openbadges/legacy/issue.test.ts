import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { bakePng } from '../pictures/png.ts';
import { readInput } from '../input/read.ts';
import { bakeSvg } from '../pictures/svg.ts';
import { issued, NOW, png, SVG } from '../worked-example.fixture.ts';
import type { FetchDocument } from './documents.ts';
import { openBadges2Assertion, openBadges2Class, openBadges2Profile, revokedAssertion } from './issue.ts';
import { verifyLegacy } from './verify.ts';

const at = {
	assertion: 'https://macaron.example/b/6h3k/2.0',
	badge: 'https://macaron.example/b/6h3k/2.0/badge',
	issuer: 'https://macaron.example/i/demonstration/2.0',
};
const profile = openBadges2Profile({
	id: at.issuer,
	name: 'Démonstration',
	url: 'https://macaron.example/i/demonstration',
	email: 'postmaster@macaron.example',
	startsWith: 'https://macaron.example/b/',
});

async function hosted(served?: JsonObject) {
	const credential = await issued();
	const twin = openBadges2Assertion(credential, at, 'sel');
	const documents: Record<string, JsonObject> = {
		[at.assertion]: served ?? twin,
		[at.badge]: openBadges2Class(credential, at),
		[at.issuer]: profile,
	};
	const fetchDocument: FetchDocument = (url) => {
		const text = JSON.stringify(documents[url]);
		if (served && url === at.assertion) return { kind: 'gone', text };
		return { kind: 'found', status: 200, text, contentType: 'application/ld+json' };
	};
	const check = (given: Uint8Array | string) =>
		verifyLegacy(readInput(given), {
			now: NOW,
			fetchDocument,
			resolveIssuer: () => ({ kind: 'unknown', why: 'not-supported' }),
			statusSource: () => ({ kind: 'unknown', why: 'not-supported' }),
		});
	return { text: JSON.stringify(twin), check };
}

test('the twin of a badge verifies, baked or not, with every accent and sign of the signed text', async () => {
	const { text, check } = await hosted();
	const forms = [text, bakePng(png(), text, 'openbadges'), bakeSvg(SVG, text, '2.0')];
	for (const given of forms) {
		const report = await check(given);
		expect(report).toMatchObject({ verdict: 'valid', spec: '2.0' });
		expect(JSON.stringify(report.credential)).toBe(text);
	}
});

test('a token is baked in SVG as an attribute, and read back', () => {
	const token = 'eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln';
	const baked = bakeSvg(SVG, token, '2.0');
	expect(baked).toContain(`verify="${token}"`);
	expect(readInput(baked)).toMatchObject({ ok: true, kind: 'jwt', text: token });
});

test('baking again, in one version or the other, leaves one badge', () => {
	const twice = bakeSvg(bakeSvg(SVG, '{"id":"https://a.example/1"}', '2.0'), '{"a":2}');
	expect(readInput(twice)).toMatchObject({ ok: true, text: '{"a":2}' });
	expect(readInput(bakePng(bakePng(png(), '{"a":1}'), '{"a":2}', 'openbadges'))).toMatchObject({
		ok: true,
		text: '{"a":2}',
	});
});

test('what was withdrawn says so, with its reason when there is one', async () => {
	const gone = revokedAssertion(at.assertion, 'Remise par erreur.');
	const { text, check } = await hosted(gone);
	expect((await check(text)).verdict).toBe('revoked');
	expect(revokedAssertion(at.assertion, null)).not.toHaveProperty('revocationReason');
	expect(gone).toEqual({
		'@context': 'https://w3id.org/openbadges/v2',
		type: 'Assertion',
		id: at.assertion,
		revoked: true,
		revocationReason: 'Remise par erreur.',
	});
	expect(profile).toMatchObject({
		'@context': 'https://w3id.org/openbadges/v2',
		type: 'Issuer',
		verification: { type: 'VerificationObject', startsWith: 'https://macaron.example/b/' },
	});
});
