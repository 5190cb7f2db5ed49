import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { bakePng, bakeSvg, serializeCredential, PictureFault, readInput, verifyBadge } from './index.ts';
import { optionsWithAllSources, issued, png, SVG } from './worked-example.fixture.ts';

const text = serializeCredential(await issued());
const baked = bakePng(png(), text);
const reasonOf = (work: () => unknown) => {
	try {
		work();
	} catch (fault) {
		if (fault instanceof PictureFault) return fault.reason;
		throw fault;
	}
	return undefined;
};
const unread = (given: Uint8Array | string) => {
	const reading = readInput(given);
	return reading.ok ? 'read' : `${reading.step}: ${reading.reason}`;
};
const itxt = (keyword: string, body: string): [string, string] => ['iTXt', `${keyword}\0\0\0\0\0${body}`];

test('a PNG is baked right after its header, uncompressed, and stays the same picture', () => {
	const bytes = Buffer.from(baked);
	expect(bytes.subarray(0, 33)).toEqual(Buffer.from(png()).subarray(0, 33));
	expect(bytes.toString('latin1', 37, 41)).toBe('iTXt');
	expect(bytes.includes(Buffer.from(`openbadgecredential\0\0\0\0\0{"@context"`))).toBe(true);
	expect(bytes.subarray(bytes.indexOf('IDAT'))).toEqual(
		Buffer.from(png()).subarray(Buffer.from(png()).indexOf('IDAT')),
	);
});

test('baking again replaces the badge, in either kind of picture', () => {
	expect(bakePng(baked, text)).toEqual(baked);
	expect(bakePng(bakePng(png(itxt('openbadges', '{}')), '{"a":1}'), text)).toEqual(baked);
	const svg = bakeSvg(SVG, text);
	expect(bakeSvg(svg, text)).toBe(svg);
	expect(bakeSvg(bakeSvg(SVG, '{"a":"]]>"}'), text)).toBe(svg);
});

test('an SVG declares the namespace on its root and holds the badge directly after it', () => {
	const svg = bakeSvg(SVG, text);
	expect(svg).toContain(
		'viewBox="0 0 8 8" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><openbadges:credential><![CDATA[{',
	);
	expect(svg).toContain(']]]]><![CDATA[>');
	expect(svg.endsWith('<title>Pastille « été »</title><circle r="3"/></svg>\n')).toBe(true);
	const taken = SVG.replace('viewBox', 'xmlns:openbadges="http://openbadges.org" viewBox');
	expect(readInput(bakeSvg(taken, text))).toMatchObject({ ok: true, text });
});

test('a picture that cannot carry a badge is refused', () => {
	expect(reasonOf(() => bakePng(new Uint8Array(20), text))).toBe('damaged');
	expect(reasonOf(() => bakePng(png(), 'x'.repeat(9 * 1024 * 1024)))).toBe('too-large');
	expect(reasonOf(() => bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', text))).toBe('damaged');
	expect(reasonOf(() => bakeSvg('<svg><title/></svg>', text))).toBe('damaged');
	expect(reasonOf(() => bakeSvg('<html/>', text))).toBe('damaged');
	expect(reasonOf(() => bakeSvg(`<!DOCTYPE svg [<!ENTITY a 'b'>]>${SVG.slice(39)}`, text))).toBe('doctype');
});

test('each way a PNG can be wrong has its reason', () => {
	const at = (offset: number, byte: number) => {
		const copy = Uint8Array.from(baked);
		copy[offset] = byte;
		return copy;
	};
	expect(unread(png())).toBe('extract: no-badge');
	expect(unread(at(60, 0x7f))).toBe('extract: damaged');
	expect(unread(at(33, 0xff))).toBe('extract: damaged');
	expect(unread(baked.slice(0, -12))).toBe('extract: damaged');
	expect(unread(baked.slice(0, 9))).toBe('extract: damaged');
	expect(unread(png(itxt('openbadgecredential', text), itxt('openbadgecredential', '{}')))).toBe(
		'extract: several-badges',
	);
	expect(unread(png(itxt('openbadgecredential', '{"a":1,"a":2}')))).toBe('extract: bad-content');
	expect(unread(png(['iTXt', 'openbadgecredential\0\0']))).toBe('extract: damaged');
	expect(unread(png(['tEXt', 'openbadges\0https://autre.example/b/1']))).toBe('receive: is-address');
	expect(unread(png(...Array.from({ length: 2000 }, (): [string, string] => ['tEXt', 'a\0'])))).toBe(
		'extract: too-complex',
	);
	expect(unread(new Uint8Array(9 * 1024 * 1024))).toBe('receive: too-large');
});

test('a compressed badge is read, named as unusual, and never unpacked beyond its limit', async () => {
	const head = Buffer.from('openbadgecredential\0\x01\0\0\0', 'latin1');
	const packed = (plain: Uint8Array) => png(['iTXt', Buffer.concat([head, deflateSync(plain)])]);
	const report = await verifyBadge(packed(Buffer.from(text, 'utf8')), await optionsWithAllSources());
	expect(report).toMatchObject({ verdict: 'valid' });
	expect(report.checks[1]).toMatchObject({ outcome: 'warn', reason: 'unusual-form' });
	expect(unread(packed(new Uint8Array(64 * 1024 * 1024)))).toBe('receive: too-large');
});

test('a drawing is read in the encoding of one byte that it declares', async () => {
	// What Latin-1 has no letter for is written as JSON escapes.
	const escaped = text.replace(
		/[^\0-\xff]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	const drawn = bakeSvg(SVG, escaped);
	const declared = (encoding: string) => drawn.replace('encoding="UTF-8"', `encoding="${encoding}"`);
	expect(drawn).toMatch(/[é-ÿ]/);
	const latin = (encoding: string) => Buffer.from(declared(encoding), 'latin1');
	const options = await optionsWithAllSources();
	for (const encoding of ['ISO-8859-1', 'iso-8859-1', 'windows-1252']) {
		const reading = readInput(latin(encoding));
		expect([
			encoding,
			reading.ok && 'credential' in reading && serializeCredential(reading.credential),
		]).toEqual([encoding, text]);
		expect((await verifyBadge(latin(encoding), options)).verdict).toBe('valid');
	}
	// Without such a declaration, or with another, bytes that are no UTF-8 are no text.
	const undeclared = drawn.replace(/^<\?.*\?>/, '');
	expect(unread(Buffer.from(undeclared, 'latin1'))).toBe('receive: not-a-badge');
	for (const encoding of ['UTF-8', 'utf-7', 'iso-8859-99', 'x'])
		expect([encoding, unread(latin(encoding))]).toEqual([encoding, 'receive: not-a-badge']);
	// UTF-8 is tried first: a drawing program that converts a file may leave an older declaration in it.
	expect(unread(Buffer.from(declared('ISO-8859-1'), 'utf8'))).toBe('read');
});

test('hostile drawings are refused', () => {
	const credential = `<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">{}</openbadges:credential>`;
	const svg = (body: string, before = '') => `${before}<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
	expect(unread(svg(''))).toBe('extract: no-badge');
	expect(unread(svg(credential + credential))).toBe('extract: several-badges');
	expect(unread(svg(credential, '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))).toBe(
		'extract: doctype',
	);
	expect(unread(svg(`${credential}&x;`))).toBe('extract: damaged');
	expect(unread(svg(`${credential}<g>`))).toBe('extract: damaged');
	expect(unread(svg(`${'<g>'.repeat(300)}${'</g>'.repeat(300)}`))).toBe('extract: too-complex');
	expect(unread(svg(credential.replace('{}', 'pas un badge')))).toBe('extract: bad-content');
	expect(unread('<html><svg></html>')).toBe('extract: damaged');
});

test.each<[string, (n: number) => string, number]>([
	['tags', (n) => '<g></g>'.repeat(n), 100_000],
	['attributes of many tags', (n) => '<g a="" b=""/>'.repeat(n), 33_334],
	[
		'attributes of one tag',
		(n) => `<g ${Array.from({ length: n }, (_, at) => `a${at}=""`).join(' ')}/>`,
		100_000,
	],
	[
		'namespaces',
		(n) => `<g ${Array.from({ length: n }, (_, at) => `xmlns:a${at}="u:"`).join(' ')}/>`,
		100_000,
	],
	['comments', (n) => '<!---->'.repeat(n), 100_000],
	['instructions', (n) => '<?a?>'.repeat(n), 100_000],
	['sections', (n) => '<![CDATA[]]>'.repeat(n), 100_000],
	['texts', (n) => '<g/>a'.repeat(n), 50_000],
])('a drawing of too many %s is past our limit, and is not read to its end', (_name, parts, most) => {
	const svg = (n: number) => `<svg xmlns="http://www.w3.org/2000/svg">${parts(n)}</svg>`;
	// The limit on the parts of an SVG also counts the root element, its namespace and the element of the
	// badge.
	expect(unread(svg(most - 5))).toBe('extract: no-badge');
	expect(unread(svg(most + 1))).toBe('extract: too-complex');
});

test('a drawing is read a hundred tags deep, no deeper', () => {
	const svg = (depth: number) =>
		`<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(depth - 1)}${'</g>'.repeat(depth - 1)}</svg>`;
	expect(unread(svg(100))).toBe('extract: no-badge');
	expect(unread(svg(101))).toBe('extract: too-complex');
});

test('no bytes make the reader throw', async () => {
	const options = await optionsWithAllSources();
	await always(
		{ 'many bytes': 170 },
		(met) =>
			fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
				met('many bytes', bytes.length > 50);
				expect((await verifyBadge(bytes, options)).verdict).not.toBe('valid');
			}),
		{ numRuns: 300 },
	);
});

test('no damage to a baked PNG makes the reader throw or the badge say something else', async () => {
	const options = await optionsWithAllSources();
	const damage = fc.array(fc.tuple(fc.nat(baked.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
	await always(
		{ 'changed in several places': 160, cut: 270 },
		(met) =>
			fc.asyncProperty(damage, fc.nat(baked.length), async (changes, length) => {
				const copy = Uint8Array.from(baked);
				for (const [at, byte] of changes) copy[at] = byte;
				fc.pre(!Buffer.from(copy).equals(baked));
				expect((await verifyBadge(copy, options)).verdict).toBe('malformed');
				met('changed in several places', changes.length > 1);
				met('cut', length < baked.length);
				fc.pre(length < baked.length);
				expect((await verifyBadge(baked.slice(0, length), options)).verdict).toBe('malformed');
			}),
		{ numRuns: 300 },
	);
});

test('no text cut from a drawing makes the reader throw', () => {
	const svg = bakeSvg(SVG, text);
	always(
		{ 'some of it': 100, 'nothing of it': 100 },
		(met) =>
			fc.property(fc.nat(svg.length - 1), fc.nat(svg.length), (from, to) => {
				met(from < to ? 'some of it' : 'nothing of it');
				expect(['read', 'receive', 'extract']).toContain(unread(svg.slice(from, to)).split(':')[0]);
			}),
		{ numRuns: 300 },
	);
});
