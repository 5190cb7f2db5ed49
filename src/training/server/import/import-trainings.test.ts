import { beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer, verifyEmailOf } from '#tests/people';
import { eachDialect } from '#tests/world';
import { importTrainings, listTrainings, previewTrainings, removeTraining } from '../index.ts';

const HEAD = 'Titre;Date;Durée;Dimensions';
const TABLE = `${HEAD}\nCoder;2026-11-20;1 h 30;4\nLire;2026-11-21;30;collaboration, communication`;
const defaults = { title: '', minutes: 0, kind: 'course', dimensions: [] } as const;
/** What Moodle exports of the completion of a course, and what the form says of it. */
const MOODLE = `"ID","Name","Email address","Quiz","Quiz - Completion date","Course complete"
"7","Ada L.","ADA@ecole.example","Completed","18/11/26, 10:00","18/11/26, 10:05"
"8","Émile","emile@ecole.example","Completed","19/11/26, 10:00","19/11/26, 10:05"
"9","Ada L.","ada@ecole.example","Not completed","",""`;
const ofMoodle = {
	title: 'Les licences',
	minutes: 120,
	kind: 'course',
	dimensions: ['communication'],
} as const;
const lost = expect.objectContaining({ status: 404 });

eachDialect('a table of learning activities', (open) => {
	const key = () => open().newId();
	let ada: PersonActor;
	beforeEach(async () => {
		const { id: institution } = await createInstitution(open(), {
			...{ slug: `lieu-${key().slice(0, 8)}`, name: 'École', kind: 'service-centre' },
		});
		ada = await newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }], 'Ada');
	});
	const preview = (content: string, change: object = {}) =>
		previewTrainings(open(), ada, { content, defaults: { ...defaults, ...change } });
	const take = (content: string, form = key(), change: object = {}) =>
		importTrainings(open(), ada, {
			...{ content, key: form, locale: 'fr' as const, defaults: { ...defaults, ...change } },
		});
	const log = async () => (await listTrainings(open(), ada, 1)).items;

	test('a dry run writes nothing; imported again, nothing is logged twice, whatever one changed', async () => {
		expect(await preview(TABLE)).toMatchObject({
			...{ fault: null, faultCount: 0, added: 2, same: 0, repeated: 0, others: 0, tooMany: false },
			first: [{ title: 'Coder', minutes: 90 }, { title: 'Lire' }],
		});
		expect(await log()).toEqual([]);
		expect(await take(TABLE)).toEqual({ added: 2 });
		expect(await log()).toMatchObject([
			{ title: 'Lire', date: '2026-11-21', minutes: 30, dimensions: ['collaboration', 'communication'] },
			{ title: 'Coder', date: '2026-11-20', minutes: 90, kind: 'course', reflection: '', suggestion: null },
		]);
		const again = `${TABLE.replace('Lire', 'LIRE')}\nVoir;2026-11-22;20;4`;
		expect(await preview(again)).toMatchObject({ added: 1, same: 2 });
		expect(await take(again)).toEqual({ added: 1 });
		expect(await log()).toHaveLength(3);
		const [one] = await log();
		await removeTraining(open(), ada, { id: one!.id, key: key() });
		expect(await preview(again)).toMatchObject({ added: 1, same: 2 });
	});

	test('one row at fault and nothing is logged; each is told by line, column and what to do', async () => {
		const text = `${TABLE}\nVoir;hier;20;4\nFuir;2026-11-22;20;13`;
		expect((await preview(text)).faults).toMatchObject([
			{ line: 4, column: 'date', code: 'training.date-unreadable', given: 'hier' },
			{ line: 5, column: 'dimensions', code: 'training.entry-dimension-unknown', given: '13' },
		]);
		await expect(take(text)).rejects.toMatchObject({ code: 'training.import-faults', field: 'file' });
		expect(await log()).toEqual([]);
	});

	test('of a report of Moodle, one takes the completed rows of one’s own verified address alone', async () => {
		expect(await preview(MOODLE, ofMoodle)).toMatchObject({ fault: { code: 'unverified' }, added: 0 });
		await expect(take(MOODLE, key(), ofMoodle)).rejects.toMatchObject({ code: 'training.import-faults' });
		await verifyEmailOf(open(), ada, 'ada@ecole.example');
		expect(await preview(MOODLE, ofMoodle)).toMatchObject({ added: 1, unfinished: 1, others: 1 });
		expect(await take(MOODLE, key(), ofMoodle)).toEqual({ added: 1 });
		expect(await log()).toMatchObject([
			{ title: 'Les licences', date: '2026-11-18', minutes: 120, dimensions: ['communication'] },
		]);
	});

	test('a cell that would be a formula is a text, and a hidden sign is none', async () => {
		await take(`${HEAD}\n"=HYPERLINK(""https://x.example"")";2026-11-20;30;4\n'=1+1;2026-11-21;30;4`);
		expect((await log()).map(({ title }) => title)).toEqual(['=1+1', '=HYPERLINK("https://x.example")']);
	});

	test('the same form is imported once; another table under its key is refused, and nobody else imports', async () => {
		const form = key();
		expect(await take(TABLE, form)).toEqual({ added: 2 });
		expect(await take(TABLE, form)).toEqual({ added: 2 });
		await expect(take(`${TABLE}\n`, form)).rejects.toMatchObject({ status: 409 });
		expect(await log()).toHaveLength(2);
		const { institution } = ada.memberships[0]!;
		const bruno = await newcomer(open(), [{ institution, role: 'adviser' }], 'Bruno');
		const given = { content: TABLE, defaults };
		await expect(previewTrainings(open(), bruno, given)).rejects.toEqual(lost);
		await expect(importTrainings(open(), bruno, { ...given, key: key(), locale: 'fr' })).rejects.toEqual(
			lost,
		);
	});

	test('a column that is missing is named, unless the form says it for all rows', async () => {
		const short = 'Titre;Date\nCoder;2026-11-20';
		expect(await preview(short)).toMatchObject({ fault: { code: 'no-column', column: 'duration' } });
		expect(await preview(short, { minutes: 60 })).toMatchObject({ fault: { column: 'dimensions' } });
		expect(await preview(short, { minutes: 60, dimensions: ['communication'] })).toMatchObject({ added: 1 });
	});

	test('2,000 activities are logged at once, and counted', async () => {
		const rows = Array.from({ length: 2_000 }, (_, n) => `Cours ${n};2026-11-20;30;4`);
		expect(await take(`${HEAD}\n${rows.join('\n')}`)).toEqual({ added: 2_000 });
		expect((await listTrainings(open(), ada, 1)).count).toBe(2_000);
	});
});
