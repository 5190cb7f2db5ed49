import { describe, expect, test } from 'vitest';
import { parseFormFields } from './form-fields.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
/** Encodes a form as a browser sends it; returns its body and content type. */
async function written(...fields: readonly (readonly [string, string | File])[]): Promise<[Bytes, string]> {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	const request = new Response(form);
	return [new Uint8Array(await request.arrayBuffer()), request.headers.get('content-type') ?? ''];
}
const URLENCODED = 'application/x-www-form-urlencoded';

describe('a form taken apart', () => {
	test('texts, lists, files; an empty file is left out, the last of two fields of one name counts', async () => {
		const form = await written(
			['title', 'a\r\nb\r\n'],
			['kinds[]', 'x'],
			['kinds[]', 'y'],
			['file', new File(['{}'], 'badge.json')],
			['other', new File([], 'vide.json')],
			['twice', '1'],
			['twice', '2'],
		);
		expect(await parseFormFields(...form, 7)).toEqual({
			title: 'a\nb\n',
			kinds: ['x', 'y'],
			file: bytes('{}'),
			twice: '2',
		});
	});

	test('the same from a form without files', async () => {
		expect(await parseFormFields(bytes('title=a%0D%0Ab&kinds[]=x&kinds[]=y'), URLENCODED, 3)).toEqual({
			title: 'a\nb',
			kinds: ['x', 'y'],
		});
	});

	test('as many parts as told, and no more, whatever the kind of form', async () => {
		const three = [
			['a', '1'],
			['a', '2'],
			['b[]', '3'],
		] as const;
		const forms = [await written(...three), [bytes('a=1&a=2&b[]=3'), URLENCODED] as const];
		for (const [body, type] of forms) {
			expect(await parseFormFields(body, type, 3)).toEqual({ a: '2', b: ['3'] });
			expect(await parseFormFields(body, type, 2)).toBe('too-many-parts');
		}
	});

	test.each(['bonjour', '', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--'])(
		'« %s » is no form',
		async (text) => {
			for (const type of ['multipart/form-data; boundary=x', 'text/plain', ''])
				expect(await parseFormFields(bytes(text), type, 20)).toBe('unreadable');
			expect(await parseFormFields(bytes(text), 'multipart/form-data', 20)).toBe('too-many-parts');
		},
	);

	test('a name longer than any of ours is none', async () => {
		expect(await parseFormFields(...(await written(['n'.repeat(200), '1'])), 1)).toEqual({
			['n'.repeat(200)]: '1',
		});
		expect(await parseFormFields(...(await written(['n'.repeat(201), '1'])), 1)).toBe('unreadable');
		expect(await parseFormFields(bytes(`${'n'.repeat(201)}=1`), URLENCODED, 1)).toBe('unreadable');
	});
});
