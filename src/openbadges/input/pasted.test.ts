import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import {
	bakePng,
	bakeSvg,
	serializeCredential,
	issueCredential,
	issueJwt,
	readInput,
	sentence,
	verifyBadge,
} from '../index.ts';
import type { Check } from '../index.ts';
import { bareAddress, cleanPastedText } from './pasted.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	ISSUED,
	issued,
	png,
	SIGNER,
	SVG,
} from '../worked-example.fixture.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pkcs8 = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
const token = issueJwt(badge(), { kid: `${DID}#jeton`, pkcs8 }, { alg: 'ES256' });
const json = serializeCredential(await issued());
const wrapped = (text: string, every: number, end: string) =>
	text.replace(new RegExp(`.{${every}}`, 'g'), `$&${end}`);

test.each([
	['in quotes', `"${token}"`],
	['in curly quotes', `“${token}”`],
	['in guillemets', `« ${token} »`],
	['in backquotes', `\`${token}\``],
	['in a block of code', `\`\`\`jwt\n${token}\n\`\`\``],
	['its lines wrapped', wrapped(token, 76, '\r\n')],
	['its lines wrapped in quotes', `"${wrapped(token, 64, '\n')}"`],
	['after a mark of encoding', `\uFEFF${token}`],
	['with signs of no width in it', wrapped(token, 50, '\u200B')],
	['between marks of direction', `\u200F\u202A${token}\u202C\u180E`],
	['after the word bearer', `Bearer ${token}`],
	['among words', `Bonjour,\nvoici mon badge : ${token}\nMerci`],
	['with a comma after it', `${token},`],
])('a token %s is the token', (_what, given) => {
	expect(readInput(given)).toMatchObject({ ok: true, kind: 'jwt', text: token });
	expect(readInput(new TextEncoder().encode(given))).toMatchObject({ ok: true, kind: 'jwt', text: token });
});

test.each([
	['after a mark of encoding', `\uFEFF${json}`],
	['between spaces and lines', `\n\n  ${json}\t\n`],
	['in a block of code', `\`\`\`json\n${json}\n\`\`\``],
	['as a text in JSON', JSON.stringify(json)],
	['among words', `Voici le badge :\n${json}\nBonne journée.`],
])('a badge %s is the badge', async (_what, given) => {
	expect((await verifyBadge(given, await optionsWithAllSources())).verdict).toBe('valid');
});

test.each([
	['UTF-16, low byte first', Buffer.from(json, 'utf16le')],
	['UTF-16, low byte first, with its mark', Buffer.from(`\uFEFF${json}`, 'utf16le')],
	['UTF-16, high byte first', Buffer.from(json, 'utf16le').swap16()],
	['UTF-16, high byte first, with its mark', Buffer.from(`\uFEFF${json}`, 'utf16le').swap16()],
])('a file in %s is read', async (_what, bytes) => {
	expect((await verifyBadge(new Uint8Array(bytes), await optionsWithAllSources())).verdict).toBe('valid');
});

test('two badges among words are no one badge', () => {
	const other = token.replace(/^eyJ/, 'eyK');
	expect(cleanPastedText(`${token} et ${other.replace('eyK', 'eyJ')}`)).toBe(token);
	expect(readInput(`un ${token} deux ${token.slice(0, -4)}AAAA`)).toMatchObject({ ok: false });
	expect(readInput(`${json} ${json}`)).toMatchObject({ ok: false });
});

test('what a sentence adds to an address is not of it', () => {
	for (const given of [
		'https://x.example/a',
		'<https://x.example/a>',
		'https://x.example/a.',
		'(https://x.example/a),',
		'« https://x.example/a »',
	])
		expect(bareAddress(given)).toBe('https://x.example/a');
	expect(bareAddress('https://x.example/a_(b)')).toBe('https://x.example/a_(b)');
	expect(readInput('Voir https://x.example/a et https://x.example/b')).toMatchObject({
		ok: false,
		reason: 'not-a-badge',
	});
});

test('a text made long takes no longer than its length', () => {
	// A quadratic algorithm would take a thousand seconds on these texts of a million characters, longer than
	// any test may run.
	for (const one of ['"', ' ', '.', 'eyJ', '`', '{', '(', 'https://']) {
		const text = `a${one.repeat(1_000_000 / one.length)}a`;
		expect(cleanPastedText(text).length).toBeLessThanOrEqual(text.length);
	}
});

test.each([
	[
		'a public one',
		'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
		true,
	],
	['a bare one', '<!DOCTYPE svg>', true],
	['one that names a file', '<!DOCTYPE svg SYSTEM "svg[1].dtd">', true],
	['one that defines something', '<!DOCTYPE svg [<!ENTITY a "b">]>', false],
	['a public one that defines something', '<!DOCTYPE svg PUBLIC "x" "y" [<!ENTITY a "b">]>', false],
])('a DOCTYPE: %s', async (_what, doctype, read) => {
	const drawing = bakeSvg(SVG, json).replace(/^<\?xml[^>]*>\n/, (head) => `${head}${doctype}\n`);
	const report = await verifyBadge(drawing, await optionsWithAllSources());
	expect([report.verdict, report.checks[1]?.reason]).toEqual(
		read ? ['valid', 'extracted'] : ['malformed', 'doctype'],
	);
});

test('a badge in a tEXt of Latin-1 is read as Latin-1', async () => {
	const text = (encoding: BufferEncoding) => Buffer.from('openbadges\0{"name":"« déjà »"}', encoding);
	for (const encoding of ['latin1', 'utf8'] as const) {
		const read = readInput(png(['tEXt', text(encoding)]));
		expect(read.ok && read.kind === 'png' && read.credential['name']).toBe('« déjà »');
	}
	expect(
		readInput(png(['iTXt', Buffer.from(`openbadgecredential\0\0\0\0\0{"a":"é"}`, 'latin1')])),
	).toMatchObject({
		ok: false,
		reason: 'damaged',
	});
});

const withPicture = (bytes: number) =>
	issueCredential(
		changed(badge(), 'credentialSubject.achievement.image.id', `data:image/png;base64,${'A'.repeat(bytes)}`),
		{ key: SIGNER, created: ISSUED },
	);

test.each([270_000, 2_100_000, 5_000_000])(
	'a badge with its picture of %i bytes inside is read, alone or baked',
	async (bytes) => {
		const text = serializeCredential(await withPicture(bytes));
		const options = await optionsWithAllSources();
		expect((await verifyBadge(text, options)).verdict).toBe('valid');
		expect((await verifyBadge(bakePng(png(), text), options)).verdict).toBe('valid');
	},
);

test('past a limit of ours it is not false, and the limit is in the sentence', async () => {
	const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
	const many = JSON.stringify({ a: Array(9_000).fill(0) });
	const long = JSON.stringify({ a: 'x'.repeat(6 * 1024 * 1024) });
	for (const [text, limit] of [
		[deep, '32'],
		[many, '16000'],
		[long, '6\u00a0Mo'],
	] as const) {
		for (const given of [text, bakePng(png(), text)]) {
			const { verdict, checks } = await verifyBadge(given, await optionsWithAllSources());
			expect(verdict).toBe('unsupported');
			expect(sentence(checks[0] as Check, 'fr')).toContain(limit);
		}
	}
});
