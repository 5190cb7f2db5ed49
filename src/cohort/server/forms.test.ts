import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import {
	cohortCodeForm,
	createCohortForm,
	closeCohortForm,
	joinCohortForm,
	leaveCohortForm,
	editCohortForm,
	rosterFileForm,
} from './forms.ts';

const KEY = 'k'.repeat(20);
const COHORT = { key: KEY, name: ' Automne ', audience: 'student', endsOn: '2026-12-31' };
/** The problems found in a sent form, each a field and the code of its refusal; null when there is none. */
const refused = (form: ZodType, input: object) => {
	const read = form.safeParse(input);
	return read.success ? null : read.error.issues.map(({ path, message }) => [path.join('.'), message]);
};

describe('the forms of cohorts', () => {
	test('a cohort is read as typed, with its last day or none', () => {
		const nothing = { startsOn: null, mostPeople: null, asks: null };
		expect(createCohortForm.parse(COHORT)).toEqual({ ...COHORT, name: 'Automne', ...nothing });
		const more = { startsOn: '2026-09-01', mostPeople: '1 200', asks: 'express' };
		expect(createCohortForm.parse({ ...COHORT, ...more })).toMatchObject({ ...more, mostPeople: 1200 });
		expect(createCohortForm.parse({ ...COHORT, startsOn: '', mostPeople: ' ', asks: '' })).toMatchObject(
			nothing,
		);
		for (const mostPeople of ['1', '20000'])
			expect(refused(createCohortForm, { ...COHORT, mostPeople })).toBeNull();
		expect(createCohortForm.parse({ ...COHORT, endsOn: '' }).endsOn).toBeNull();
		const { endsOn: _none, ...without } = COHORT;
		expect(createCohortForm.parse(without).endsOn).toBeNull();
		expect(createCohortForm.parse({ ...COHORT, name: 'n'.repeat(80) }).name).toHaveLength(80);
	});

	test.each([
		[{ key: undefined }, ['key', 'platform.key-reused']],
		[{ name: undefined }, ['name', 'cohort.name-missing']],
		[{ name: '   ' }, ['name', 'cohort.name-missing']],
		[{ name: 'n'.repeat(81) }, ['name', 'cohort.name-long']],
		[{ audience: 'parents' }, ['audience', 'cohort.audience-missing']],
		[{ endsOn: '2026-02-30' }, ['endsOn', 'cohort.date-shape']],
		[{ endsOn: ['2026-12-31'] }, ['endsOn', 'cohort.date-shape']],
		[{ startsOn: '2026-02-30' }, ['startsOn', 'cohort.date-shape']],
		[{ mostPeople: '0' }, ['mostPeople', 'cohort.most-people']],
		[{ mostPeople: '20001' }, ['mostPeople', 'cohort.most-people']],
		[{ mostPeople: '-1' }, ['mostPeople', 'cohort.most-people']],
		[{ mostPeople: '1.5' }, ['mostPeople', 'cohort.most-people']],
		[{ mostPeople: 'dix' }, ['mostPeople', 'cohort.most-people']],
		[{ mostPeople: '9999999' }, ['mostPeople', 'cohort.most-people']],
		[{ asks: 'exam' }, ['asks', 'cohort.asks-unknown']],
	])('%o is refused', (more, problem) => {
		expect(refused(createCohortForm, { ...COHORT, ...more })).toEqual([problem]);
	});

	test('a cohort is renamed, or ended on a day, as the page that showed it says', () => {
		const shown = 'v'.repeat(16);
		expect(editCohortForm.parse({ key: KEY, shown, name: ' Hiver ' }).name).toBe('Hiver');
		expect(refused(editCohortForm, { key: KEY, name: 'Hiver' })).toEqual([['shown', 'generic']]);
		expect(refused(editCohortForm, { key: KEY, shown: 'v'.repeat(65), name: 'Hiver' })).toEqual([
			['shown', 'generic'],
		]);
		expect(refused(editCohortForm, { key: KEY, shown, name: ' ' })).toEqual([
			['name', 'cohort.name-missing'],
		]);
		expect(refused(closeCohortForm, { key: KEY, shown, endsOn: '2027-01-31' })).toBeNull();
		expect(refused(closeCohortForm, { key: KEY, endsOn: '2027-01-31' })).toEqual([['shown', 'generic']]);
		for (const endsOn of [undefined, '', '2027-02-30', ['2027-01-31']])
			expect(refused(closeCohortForm, { key: KEY, shown, endsOn })).toEqual([
				['endsOn', 'cohort.end-missing'],
			]);
	});

	test('where no roster is given, the file is what is missing', () => {
		for (const content of [undefined, '', ' \n'])
			expect(refused(rosterFileForm, { key: KEY, content })).toEqual([['file', 'cohort.roster-missing']]);
		expect(refused(rosterFileForm, { key: KEY, content: 'Nom\nAda' })).toBeNull();
	});

	test('a code is asked for, a cohort is left by its id', () => {
		for (const form of [cohortCodeForm, joinCohortForm]) {
			expect(refused(form, { key: KEY })).toEqual([['code', 'cohort.code-missing']]);
			expect(refused(form, { key: KEY, code: ' ' })).toEqual([['code', 'cohort.code-missing']]);
			expect(refused(form, { key: KEY, code: '7K2Q-X94T' })).toBeNull();
			expect(refused(form, { key: KEY, code: 'x' })).toBeNull();
		}
		expect(refused(joinCohortForm, { code: '7K2Q-X94T' })).toEqual([['key', 'platform.key-reused']]);
		expect(refused(leaveCohortForm, { key: KEY, cohort: '0'.repeat(26) })).toBeNull();
		for (const cohort of [undefined, '0'.repeat(25), '0'.repeat(27), 'i'.repeat(26)])
			expect(refused(leaveCohortForm, { key: KEY, cohort })).toEqual([['cohort', 'not-found']]);
	});
});
