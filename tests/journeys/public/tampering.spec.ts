import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import type { Cast } from '../cast.ts';
import { test } from '../fixtures.ts';
import { type Locale, word } from '../words.ts';

interface CheckLine {
	readonly id: string;
	readonly outcome: string;
	readonly title: Record<Locale, string>;
}

const { checks: SENTENCES } = JSON.parse(
	readFileSync(resolve(import.meta.dirname, '../../../src/openbadges/sentences.json'), 'utf8'),
) as { checks: Record<string, { title: Record<Locale, string> }> };

/**
 * Returns another byte of the same kind (digit, small or capital letter), so that the altered text still
 * parses. It is never the 0 that base58 leaves out: a key's name with a 0 would be no key, which is another
 * case.
 */
const another = (byte: string) => {
	if (/\d/.test(byte)) return byte === '1' ? '2' : String((Number(byte) + 9) % 10);
	const [first = '', second = ''] = /[a-z]/.test(byte) ? 'ab' : 'BC';
	return byte === first ? second : first;
};

/**
 * Alters one byte of a JSON text: in the value of the first field named `field` after the text `after`,
 * `fromEnd` bytes before the value's end. Throws if there is no such field.
 */
function alter(text: string, after: string, field: string, fromEnd: number): string {
	const start = text.indexOf(`"${field}":"`, text.indexOf(after)) + field.length + 4;
	const end = text.indexOf('"', start);
	if (start < field.length + 4 || end < start) throw new Error(`No ${field} after ${after}.`);
	const at = end - fromEnd;
	return text.slice(0, at) + another(text[at] ?? '') + text.slice(at + 1);
}

/** The alterations to try: what is altered, where, and the id of the check that must then fail. */
const CASES: [string, [after: string, field: string, fromEnd: number], string][] = [
	['a claim: the name of the achievement', ['"achievement"', 'name', 3], 'signature'],
	['a claim: the criteria', ['"criteria"', 'narrative', 5], 'signature'],
	['a claim: who received it', ['"credentialSubject"', 'id', 2], 'signature'],
	['the proof: its value', ['"proof"', 'proofValue', 9], 'signature'],
	['the proof: its key', ['"proof"', 'verificationMethod', 2], 'signature'],
	['the dates: from when it is valid', ['', 'validFrom', 2], 'signature'],
	['the dates: when it was signed', ['"proof"', 'created', 2], 'signature'],
	['the issuer: its name', ['"issuer"', 'name', 3], 'signature'],
	['the issuer: its identifier', ['"issuer"', 'id', 1], 'signature'],
	['the status entry', ['"credentialStatus"', 'statusListIndex', 1], 'signature'],
];

/**
 * Verifies a text with the operator's command (`macaron verify`): returns its exit code, its verdict, and the
 * ids of the failed checks.
 */
function commanded(cast: Cast, name: string, content: string | Buffer) {
	const file = join(cast.service.folder, name);
	writeFileSync(file, content);
	const { status, stdout } = cast.service.macaron('verify', file, '--json');
	const { verdict, checks } = JSON.parse(stdout) as { verdict: string; checks: CheckLine[] };
	return { status, verdict, failed: checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id) };
}

/** The titles of the checks that the HTML of a report marks as failed. */
function failedOnPage(html: string, locale: Locale): string[] {
	const rows = [...html.matchAll(/<th scope="row"[^>]*>([\s\S]*?)<\/th>([\s\S]*?)<\/tr>/g)];
	return rows
		.filter(([, , rest = '']) => rest.includes(word(locale, 'shell_status_fail')))
		.map(([, title = '']) => title.replace(/<[^>]*>/g, '').trim());
}

test('the badge as it was issued is valid, by the command and on the page', async ({ cast }) => {
	const { body } = await cast.who.anonymous.get(`/b/${cast.things.award}.json`);
	expect(commanded(cast, 'sound.json', body)).toEqual({ status: 0, verdict: 'valid', failed: [] });
	for (const locale of ['fr', 'en'] as const) {
		cast.who.anonymous.setCookie('lang', locale);
		const page = await cast.who.anonymous.post('/verify', { text: body });
		expect(page.status).toBe(200);
		expect(failedOnPage(page.body, locale)).toEqual([]);
		expect(page.body).toContain(SENTENCES['signature']?.title[locale]);
	}
});

for (const [what, [after, field, fromEnd], check] of CASES) {
	test(`one byte of ${what}: refused, and the report says which check failed`, async ({ cast }) => {
		const { body } = await cast.who.anonymous.get(`/b/${cast.things.award}.json`);
		const altered = alter(body, after, field, fromEnd);
		expect(altered.length).toBe(body.length);
		expect(altered).not.toBe(body);

		const told = commanded(cast, 'altered.json', altered);
		expect(told.status).toBe(1);
		expect(told.verdict).not.toMatch(/^valid/);
		expect(told.failed).toContain(check);

		for (const locale of ['fr', 'en'] as const) {
			cast.who.anonymous.setCookie('lang', locale);
			const page = await cast.who.anonymous.post('/verify', { text: altered });
			expect(page.status).toBe(200);
			expect(failedOnPage(page.body, locale)).toEqual(told.failed.map((id) => SENTENCES[id]?.title[locale]));
		}
	});
}

test('one byte of the badge inside a picture: refused', async ({ cast }) => {
	for (const type of ['png', 'svg'] as const) {
		const address = `${cast.service.origin}/b/${cast.things.award}.${type}`;
		const response = await fetch(address, { headers: { connection: 'close' } });
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(commanded(cast, `sound.${type}`, bytes)).toMatchObject({ status: 0, verdict: 'valid' });
		const at = bytes.indexOf('"proofValue":"z') + 30;
		expect(at).toBeGreaterThan(100);
		bytes.write(another(String.fromCharCode(bytes[at] ?? 0)), at);
		const told = commanded(cast, `altered.${type}`, bytes);
		expect(told.status).toBe(1);
		expect(told.failed).toContain(type === 'png' ? 'extract' : 'signature');
	}
});

test('what is no badge, or another’s, is said in words', async ({ cast }) => {
	const given: [string, string | Buffer, number, string][] = [
		['empty.json', '', 1, 'receive'],
		['words.txt', 'ceci n’est pas un badge', 1, 'receive'],
		['cut.json', '{"type":["VerifiableCredential"', 1, 'receive'],
	];
	for (const [name, content, status, check] of given) {
		const told = commanded(cast, name, content);
		expect([name, told.status, told.failed]).toEqual([name, status, [check]]);
	}
	const missing = cast.service.macaron('verify', join(cast.service.folder, 'nothing-there.png'));
	expect(missing.status).toBe(2);
	expect(missing.stderr.trim().split('\n').length).toBe(1);
});
