import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflate, deflateRawSync, deflateSync } from 'node:zlib';
import { bakePng, bakeSvg, serializeCredential } from '../../src/openbadges/index.ts';
import { issued, png, SVG } from '../../src/openbadges/worked-example.fixture.ts';
import { hostile, unreadable } from './case.ts';
import type { Hostile } from './case.ts';

const KEYWORD = 'openbadgecredential';
const plain = (text: string | Buffer, keyword = KEYWORD) =>
	Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text as string)]);
const packed = (data: Buffer, keyword = KEYWORD) =>
	Buffer.concat([Buffer.from(`${keyword}\0\u0001\0\0\0`, 'latin1'), data]);
const zipped = (data: Buffer) => Buffer.concat([Buffer.from(`${KEYWORD}\0\0`, 'latin1'), data]);
const iTXt = (data: Buffer) => png(['iTXt', data]);

/** Makes a zlib bomb: 200 MiB of spaces in some 200 kB, compressed piece by piece to save memory. */
function bomb(): Promise<Buffer> {
	const megabyte = Buffer.alloc(1024 * 1024, 0x20);
	const packer = createDeflate({ level: 9 });
	const parts: Buffer[] = [];
	packer.on('data', (part: Buffer) => parts.push(part));
	return pipeline(Readable.from(Array<Buffer>(200).fill(megabyte)), packer).then(() => Buffer.concat(parts));
}

function edited(picture: Uint8Array, edit: (bytes: Buffer) => void): Uint8Array {
	const copy = Buffer.from(picture);
	edit(copy);
	return new Uint8Array(copy);
}

const element = (inside: string, root = '') =>
	`<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"${root}>${inside}</svg>`;
const credential = (inside: string) => element(`<openbadges:credential>${inside}</openbadges:credential>`);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

export async function pictures(): Promise<readonly Hostile[]> {
	const text = serializeCredential(await issued());
	const other = serializeCredential(await issued({ id: 'https://macaron.example/b/autre' }));
	const baked = bakePng(png(), text);
	const chunkAt = Buffer.from(baked).indexOf('iTXt');
	const bad = (name: string, given: Uint8Array | string, because: string) =>
		hostile(name, given, unreadable(because), because);
	const held = (name: string, data: Buffer, because: string) => bad(name, iTXt(data), because);
	const packedBomb = await bomb();
	return [
		held('an iTXt bomb of 200 MiB', packed(packedBomb), 'receive too-large'),
		held('the same under the keyword of 2.0', packed(packedBomb, 'openbadges'), 'receive too-large'),
		bad('a zTXt bomb of 200 MiB', png(['zTXt', zipped(packedBomb)]), 'receive too-large'),
		held(
			'a bomb just small enough to open',
			packed(deflateSync(Buffer.alloc(1024 * 1024, 0x20))),
			'extract bad-content',
		),
		held('packed text of another method', packed(deflateRawSync(Buffer.from(text))), 'extract damaged'),
		held('packed rubbish', packed(Buffer.alloc(5_000, 7)), 'extract damaged'),
		held(
			'a packed text cut short',
			packed(deflateSync(Buffer.from(text)).subarray(0, 200)),
			'extract damaged',
		),
		held('no end of keyword', Buffer.from('x'.repeat(90)), 'extract no-badge'),
		held('no end of language', Buffer.from(`${KEYWORD}\0\0\0fr`, 'latin1'), 'extract damaged'),
		held('text that is no UTF-8', plain(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 'extract damaged'),
		held('text in UTF-16', plain(Buffer.from(`\uFEFF${text}`, 'utf16le')), 'extract damaged'),
		held('no text', plain(''), 'extract bad-content'),
		held('a page instead of a badge', plain('<html></html>'), 'extract bad-content'),
		held('a key written twice', plain('{"a":1,"a":2}'), 'extract bad-content'),
		held('text deeper than anything', plain('['.repeat(500_000)), 'extract bad-content'),
		bad(
			'two badges under one keyword',
			png(['iTXt', plain(text)], ['iTXt', plain(other)]),
			'extract several-badges',
		),
		bad(
			'two badges under two keywords',
			png(['iTXt', plain(text)], ['tEXt', Buffer.from('openbadges\0https://macaron.example/b/1')]),
			'extract several-badges',
		),
		bad(
			'a thousand badges',
			png(...Array<[string, Buffer]>(1_000).fill(['iTXt', plain('{}')])),
			'extract several-badges',
		),
		bad(
			'three thousand chunks',
			png(...Array<[string, string]>(3_000).fill(['tEXt', 'a\0b'])),
			'extract too-complex',
		),
		bad(
			'a chunk longer than four gigabytes',
			edited(baked, (bytes) => bytes.writeUInt32BE(0xffff_ffff, chunkAt - 4)),
			'extract damaged',
		),
		bad(
			'a chunk longer than the file',
			edited(baked, (bytes) => bytes.writeUInt32BE(bytes.length, chunkAt - 4)),
			'extract damaged',
		),
		bad(
			'a chunk shorter than itself',
			edited(baked, (bytes) => bytes.writeUInt32BE(3, chunkAt - 4)),
			'extract damaged',
		),
		bad(
			'a check that is wrong',
			edited(baked, (bytes) => {
				const at = chunkAt + 100;
				bytes[at] = (bytes[at] as number) ^ 1;
			}),
			'extract damaged',
		),
		bad('an IEND cut short', baked.subarray(0, -5), 'extract damaged'),
		bad('no IEND', baked.subarray(0, -12), 'extract damaged'),
		bad('a signature and nothing else', baked.subarray(0, 8), 'extract damaged'),
		bad('half a signature', baked.subarray(0, 5), 'receive not-a-badge'),
		bad(
			'no IHDR first',
			edited(baked, (bytes) => {
				bytes.write('ihdr', 12, 'latin1');
				bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
			}),
			'extract damaged',
		),
		bad(
			'a badge after the end',
			new Uint8Array(Buffer.concat([png(), baked.subarray(8)])),
			'extract no-badge',
		),
		bad('a picture of 9 MiB', new Uint8Array(9 * 1024 * 1024).fill(0x89), 'receive too-large'),
		bad('a picture of 50 MB', new Uint8Array(50_000_000), 'receive too-large'),
		bad(
			'a billion laughs',
			`<!DOCTYPE svg [<!ENTITY a "ha">${Array.from({ length: 26 }, (_, i) => `<!ENTITY a${i} "${`&a${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}]>${credential('&a25;')}`,
			'extract doctype',
		),
		bad(
			'a file through an entity',
			`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${credential('&x;')}`,
			'extract doctype',
		),
		bad(
			'an address through an entity',
			`<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>${credential('')}`,
			'extract doctype',
		),
		bad(
			'definitions elsewhere',
			`<!DOCTYPE svg SYSTEM "http://127.0.0.1/svg.dtd">${credential('{}')}`,
			'version not-open-badge',
		),
		bad('an entity that nothing declares', credential('&x;'), 'extract damaged'),
		bad(
			'another document included',
			credential('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
			'extract bad-content',
		),
		bad('elements a hundred thousand deep', element('<g>'.repeat(100_000)), 'extract too-complex'),
		bad('an attribute of 9 MiB', element('', ` a="${'x'.repeat(9 * 1024 * 1024)}"`), 'receive too-large'),
		bad('an attribute of 1.9 MB', element('', ` a="${'x'.repeat(1_900_000)}"`), 'extract no-badge'),
		bad(
			'fifty thousand attributes',
			element('', Array.from({ length: 50_000 }, (_, i) => ` a${i}="x"`).join('')),
			'extract no-badge',
		),
		bad(
			'twenty thousand namespaces',
			element('', Array.from({ length: 20_000 }, (_, i) => ` xmlns:a${i}="urn:x"`).join('')),
			'extract no-badge',
		),
		bad('the same attribute twice', element('', ' a="1" a="2"'), 'extract damaged'),
		bad('a section that does not end', credential('<![CDATA['), 'extract damaged'),
		bad('elements that do not end', `${element('').slice(0, -6)}<g>`, 'extract damaged'),
		bad('a text of numbered letters', credential('&#x20;'.repeat(300_000)), 'extract bad-content'),
		bad(
			'two badges in a drawing',
			bakeSvg(SVG, text).replace('<title>', `<openbadges:credential>${'{}'}</openbadges:credential><title>`),
			'extract several-badges',
		),
		bad(
			'a badge in a badge',
			credential('<openbadges:credential>{}</openbadges:credential>'),
			'extract damaged',
		),
		hostile('a drawing in UTF-16', utf16(bakeSvg(SVG, text)), 'valid', 'receive read'),
		bad('a page that mentions a drawing', `<html><svg></svg></html>`, 'extract damaged'),
	];
}
