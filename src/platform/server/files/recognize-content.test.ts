import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { OPEN_XML_PARTS, openDocument, openXml, pdfOf, photo } from './files.fixture.ts';
import { recognizeContent } from './recognize-content.ts';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.';

test('what is accepted is told by its content', async () => {
	for (const format of ['jpeg', 'png', 'webp'] as const)
		expect(recognizeContent(await photo(format))).toBe(`image/${format}`);
	expect(recognizeContent(await pdfOf(30))).toBe('application/pdf');
	expect(recognizeContent(openXml('docx'))).toBe(`${OPEN_XML}wordprocessingml.document`);
	expect(recognizeContent(openXml('xlsx'))).toBe(`${OPEN_XML}spreadsheetml.sheet`);
	expect(recognizeContent(openXml('pptx'))).toBe(`${OPEN_XML}presentationml.presentation`);
	for (const kind of ['text', 'spreadsheet', 'presentation'])
		expect(recognizeContent(openDocument(kind))).toBe(`application/vnd.oasis.opendocument.${kind}`);
});

const text = (content: string) => Buffer.from(content);
const zip = (...parts: Parameters<typeof zipSync>) => Buffer.from(zipSync(...parts));
const ftyp = (brand: string) => text(`\0\0\0\x20ftyp${brand}\0\0\0\0`);

test.each<[string, Buffer, string]>([
	['nothing', Buffer.alloc(0), 'files.empty'],
	['a drawing', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'files.svg'],
	[
		'a drawing after a prolog',
		text('<?xml version="1.0"?>\n<!-- x -->\n<svg onload="alert(1)"/>'),
		'files.svg',
	],
	['an empty drawing', text('<svg/>'), 'files.svg'],
	['a page', text('<!DOCTYPE html><script>alert(1)</script>'), 'files.program'],
	['a page after a mark and spaces', text('\uFEFF  \n<html>'), 'files.program'],
	['a script', text('#!/bin/sh\nrm -rf /'), 'files.program'],
	['a program of Windows', text('MZ\x90\0'), 'files.program'],
	['a program of Linux', text('\x7fELF\x02'), 'files.program'],
	['an animation', text('GIF89a\x01\0\x01\0'), 'files.gif'],
	['an animation that is a script too', text('GIF89a=1;alert(1)'), 'files.gif'],
	['a photo of an iPhone', ftyp('heic'), 'files.heic'],
	['an AVIF', ftyp('avif'), 'files.heic'],
	['a film', ftyp('isom'), 'files.unknown'],
	['a text', text('Bonjour.'), 'files.unknown'],
	['an older document', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), 'files.old-office'],
	['half a PDF', text('%PDF-1.7\n1 0 obj'), 'files.damaged'],
	['a page before a PDF', text('<script>alert(1)</script>%PDF-1.7\n%%EOF'), 'files.program'],
	[
		'a PDF that runs a script',
		text('%PDF-1.7\n<</S /JavaScript /JS (app.alert(1))>>\n%%EOF\n'),
		'files.program',
	],
	['a PDF that starts a program', text('%PDF-1.7\n<</S /Launch /F (calc.exe)>>\n%%EOF\n'), 'files.program'],
	['an archive', zip({ 'a.txt': strToU8('a') }), 'files.archive'],
	['half a document', openXml('docx').subarray(0, 200), 'files.damaged'],
	[
		'something before a document',
		Buffer.concat([openXml('docx').subarray(0, 40), openXml('docx')]),
		'files.damaged',
	],
	['something after a document', Buffer.concat([openXml('docx'), text('<script>')]), 'files.damaged'],
	['a document with macros', openXml('docx', { 'word/vbaProject.bin': strToU8('x') }), 'files.program'],
	['a workbook with old macros', openXml('xlsx', { 'xl/macrosheets/s1.xml': strToU8('x') }), 'files.program'],
	['a control', openXml('pptx', { 'ppt/activeX/activeX1.xml': strToU8('x') }), 'files.program'],
	['macros of OpenDocument', openDocument('text', { 'Basic/Standard/a.xml': strToU8('x') }), 'files.program'],
	['a name that leaves its folder', openXml('docx', { '../../etc/cron.d/x': strToU8('x') }), 'files.archive'],
	[
		'such a name, as Windows writes it',
		openXml('docx', { 'word\\..\\..\\x': strToU8('x') }),
		'files.archive',
	],
	['an absolute name', openXml('docx', { '/etc/passwd': strToU8('x') }), 'files.archive'],
	['two documents in one', openXml('docx', { [OPEN_XML_PARTS.xlsx]: strToU8('x') }), 'files.archive'],
	['a binary workbook', openXml('xlsx', { 'xl/workbook.bin': strToU8('x') }), 'files.archive'],
	['a kind that is not on the list', openDocument('graphics'), 'files.archive'],
])('%s is refused: %s', (_what, bytes, code) => {
	expect(recognizeContent(bytes)).toEqual({ refused: code });
});

test('bombs are refused without being unpacked', () => {
	const bomb = openXml('docx', { 'word/media/a.xml': new Uint8Array(40_000_000) });
	expect(bomb.length).toBeLessThan(100_000);
	expect(recognizeContent(bomb)).toEqual({ refused: 'files.bomb' });

	const many = Object.fromEntries(
		Array.from({ length: 10_001 }, (_, n) => [`word/${n}.xml`, [new Uint8Array(), { level: 0 }]] as const),
	);
	expect(recognizeContent(openXml('docx', many as never))).toEqual({ refused: 'files.damaged' });

	// Entries that overlap: each claims the bytes of the whole file.
	const overlapping = Buffer.from(
		openXml('docx', { 'word/a.xml': strToU8('a'), 'word/b.xml': strToU8('b') }),
	);
	for (let at = overlapping.indexOf('PK\x01\x02'); at >= 0; at = overlapping.indexOf('PK\x01\x02', at + 1))
		overlapping.writeUInt32LE(overlapping.length - 10, at + 20);
	expect(recognizeContent(overlapping)).toEqual({ refused: 'files.bomb' });
});

test('a list that lies about where it is or how long it is, is none', () => {
	const good = openXml('docx');
	const end = good.length - 22;
	for (const [field, value] of [
		[10, 2],
		[10, 9],
		[12, 7],
		[16, 1],
		[4, 1],
		[20, 1],
	] as const) {
		const lying = Buffer.from(good);
		lying.writeUInt16LE(value, end + field);
		expect(recognizeContent(lying), `${field}`).toEqual({ refused: 'files.damaged' });
	}
});
