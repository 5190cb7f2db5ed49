import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt } from 'jose';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	bakePng,
	bakeSvg,
	serializeCredential,
	issueJwt,
	type JsonObject,
	readInput,
	openBadges2Assertion,
	openBadges2Class,
	verifyBadge,
} from './index.ts';
import { optionsWithAllSources, badge, issued, png, SVG } from './worked-example.fixture.ts';

const HARD = [
	'« É »',
	'l’été',
	'🦉',
	'👩🏽‍🏫',
	'œ',
	' ',
	']]>',
	'<b a="&amp;">',
	'\\"',
	'\u2028',
	'\n',
	'\t',
	'e\u0301',
	'\uFFFE',
	'\uFEFF',
	'\u0085',
	'\u0000',
];

/** Random texts of ordinary and difficult characters; never blank, because a badge needs a name. */
const words = fc
	.array(fc.oneof(fc.constantFrom(...HARD), fc.string({ unit: 'binary', maxLength: 12 })), {
		minLength: 1,
		maxLength: 6,
	})
	.map((parts) => parts.join(''))
	.filter((text) => text.trim() !== '');

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = {
	kid: 'https://macaron.example/i/demonstration/keys/one',
	pkcs8: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
};
const at = { assertion: 'https://m.example/a', badge: 'https://m.example/b', issuer: 'https://m.example/i' };

const told = (document: JsonObject) => {
	const { achievement } = document['credentialSubject'] as JsonObject;
	const { name, description, criteria } = achievement as JsonObject;
	const [evidence] = document['evidence'] as readonly JsonObject[];
	return [
		name,
		description,
		(criteria as JsonObject)['narrative'],
		evidence?.['name'],
		evidence?.['narrative'],
	];
};

test('any text people write survives every form of a badge: JSON, PNG, SVG, token, 2.0', async () => {
	const options = await optionsWithAllSources();
	await always(
		{ 'beyond plain letters': 55 },
		(met) =>
			fc.asyncProperty(words, words, words, async (name, narrative, description) => {
				met('beyond plain letters', /[^\x20-\x7e]/.test(name + narrative + description));
				const values = {
					name,
					achievement: {
						...{ id: 'https://macaron.example/badges/x', type: 'Badge', name, description },
						criteria: { narrative },
					},
					basis: [],
					evidence: [{ name, narrative }],
				};
				const expected = [name, description, narrative, name, narrative];
				const signed = await issued(values);
				const text = serializeCredential(signed);
				for (const form of [text, bakePng(png(), text), bakeSvg(SVG, text)]) {
					const reading = readInput(form);
					if (!reading.ok || reading.kind === 'jwt') throw new Error('A form holds the badge.');
					// In an SVG the characters U+FFFE and U+FFFF must be escaped, so the JSON text may differ
					// there.
					if (form === text || form instanceof Uint8Array) expect(reading.text).toBe(text);
					expect(reading.credential).toEqual(JSON.parse(text));
					expect(told(reading.credential)).toEqual(expected);
				}
				expect((await verifyBadge(bakeSvg(SVG, text), options)).verdict).toBe('valid');
				expect(told(decodeJwt(issueJwt(badge(values), key, { alg: 'ES256' })) as JsonObject)).toEqual(
					expected,
				);
				const [assertion, described] = [
					openBadges2Assertion(signed, at, 'sel'),
					openBadges2Class(signed, at),
				];
				const again = JSON.parse(
					JSON.stringify({ ...described, evidence: assertion['evidence'] }),
				) as JsonObject;
				expect(again).toMatchObject({
					name,
					description,
					criteria: { narrative },
					evidence: [{ name, narrative }],
				});
				const baked = bakePng(png(), JSON.stringify(assertion), 'openbadges');
				expect(readInput(baked)).toMatchObject({ ok: true, text: JSON.stringify(assertion) });
			}),
		{ numRuns: 60 },
	);
});
