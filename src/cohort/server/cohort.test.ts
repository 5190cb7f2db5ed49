import { expect, test } from 'vitest';
import { CURRENT_VERSION, FRAMEWORK_VERSIONS } from '#framework';
import type { Actor, Role } from '#identity';
import { accessJournalOf, activeShares, createInstitution, peopleAccompanied } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import {
	advisedCohorts,
	cohortFor,
	createCohort,
	joinCohort,
	joinedCohorts,
	leaveCohort,
	cohortPreview,
} from './index.ts';
import { frameworkVersionOf } from './version-of.ts';
import type { Cohort } from '../cohort.ts';

let count = 0;
const key = () => `key-of-the-form-${(count += 1)}`;

async function people(world: TestWorld) {
	const { id: institution } = await institution_(world);
	const actor = async (name: string, role: Role): Promise<Actor & { kind: 'person' }> => {
		const audience = role === 'learner' ? ('teacher' as const) : null;
		return newcomer(world, [{ institution, role, audience }], name);
	};
	return {
		actor,
		ada: await actor('Ada', 'learner'),
		bruno: await actor('Bruno', 'adviser'),
		other: await actor('Odile', 'adviser'),
	};
}

const institution_ = async (world: TestWorld) => {
	const made = await createInstitution(world, {
		slug: `erables-${(count += 1)}`,
		name: 'Centre de services scolaire des Érables',
		kind: 'school',
	});
	return typeof made === 'string' ? { id: made } : made;
};

test('a cohort is seen in the version it was made in, or in the present one where that is unknown', () => {
	const seenIn = (framework: string) => frameworkVersionOf({ framework } as Cohort);
	expect(FRAMEWORK_VERSIONS.map(seenIn)).toEqual(FRAMEWORK_VERSIONS);
	expect(seenIn('crcn-1999')).toBe(CURRENT_VERSION);
});

eachDialect('cohorts', (world) => {
	test('Ada reads what she would share with Bruno, joins, and withdraws in one tap', async () => {
		const { ada, bruno, other } = await people(world());
		const id = await createCohort(world(), bruno, {
			name: 'Automne 2026',
			audience: 'teacher',
			endsOn: null,
			key: key(),
		});
		const [mine] = await advisedCohorts(world(), bruno);
		const code = mine?.joinCode ?? '';
		expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
		expect(await cohortPreview(world(), ada, code)).toMatchObject({
			name: 'Automne 2026',
			institution: 'Centre de services scolaire des Érables',
			advisers: ['Bruno'],
			joined: false,
		});

		const once = { code, key: key() };
		await joinCohort(world(), ada, once);
		await joinCohort(world(), ada, once);
		expect(await joinedCohorts(world(), ada)).toMatchObject([{ name: 'Automne 2026', advisers: ['Bruno'] }]);
		expect((await cohortFor(world(), bruno, id)).members).toMatchObject([
			{ name: 'Ada', progress: 'not-started' },
		]);
		expect(await peopleAccompanied(world().db.read, bruno.id)).toEqual([{ person: ada.id }]);
		expect(await advisedCohorts(world(), bruno)).toMatchObject([{ id, members: 1 }]);
		// Bruno has already read the cohort today, and that is recorded; his right to read it is still
		// checked again.
		const before = { ...bruno, memberships: [] };
		await expect(cohortFor(world(), before, id)).rejects.toMatchObject({ status: 404 });
		await expect(cohortFor(world(), other, id)).rejects.toMatchObject({ status: 404 });
		await expect(cohortFor(world(), ada, id)).rejects.toMatchObject({ status: 404 });
		await expect(cohortFor(world(), { kind: 'anonymous' }, id)).rejects.toMatchObject({ status: 401 });

		await leaveCohort(world(), ada, { cohort: id, key: key() });
		expect((await cohortFor(world(), bruno, id)).members).toEqual([]);
		expect(await peopleAccompanied(world().db.read, bruno.id)).toEqual([]);
		expect(await joinedCohorts(world(), ada)).toEqual([]);
		// The form by which she had joined comes again: it neither shares anew nor says that she shares.
		await expect(joinCohort(world(), ada, once)).rejects.toMatchObject({
			code: 'cohort.left-since',
			status: 409,
		});
		expect(await joinedCohorts(world(), ada)).toEqual([]);
	});

	test('a code of another institution, an unknown one and an ended cohort let nobody in', async () => {
		const [here, elsewhere] = [await people(world()), await people(world())];
		await createCohort(world(), here.bruno, {
			name: 'Ici',
			audience: 'teacher',
			endsOn: '2026-11-30',
			key: key(),
		});
		const [cohort] = await advisedCohorts(world(), here.bruno);
		const code = cohort?.joinCode ?? '';
		const unknown = { code: 'cohort.code-unknown', status: 422, field: 'code' };
		await expect(cohortPreview(world(), elsewhere.ada, code)).rejects.toMatchObject(unknown);
		await expect(cohortPreview(world(), here.ada, 'zzzzzzzz')).rejects.toMatchObject(unknown);
		const before = world().now();
		// People can join until the end of the last day; after it, the cohort is closed.
		world().setNow(new Date('2026-12-01T04:59:00Z'));
		expect(await cohortPreview(world(), here.ada, code)).toMatchObject({ endsOn: '2026-11-30' });
		await joinCohort(world(), here.ada, { code, key: key() });
		expect((await activeShares(world(), { person: here.ada.id }))[0]?.until).toEqual(
			new Date('2026-12-01T05:00:00Z'),
		);
		world().setNow(new Date('2026-12-01T05:00:00Z'));
		await expect(cohortPreview(world(), here.ada, code)).rejects.toMatchObject({
			code: 'cohort.ended',
			field: 'code',
		});
		world().setNow(before);
	});

	test('Berthe, who also learns, cannot join the cohort she accompanies; she can join Odile’s', async () => {
		const { ada, bruno, other } = await people(world());
		const institution = bruno.memberships[0]!.institution;
		const learner = { institution, role: 'learner' as const, audience: 'teacher' as const };
		const both = await newcomer(world(), [{ institution, role: 'adviser' }, learner], 'Berthe');
		const make = async (who: typeof both) => {
			await createCohort(world(), who, { name: 'Groupe', audience: 'teacher', endsOn: null, key: key() });
			return (await advisedCohorts(world(), who))[0]?.joinCode ?? '';
		};
		const [mine, hers] = [await make(both), await make(other)];
		const refused = { code: 'cohort.own', status: 422, field: 'code' };
		await expect(cohortPreview(world(), both, mine)).rejects.toMatchObject(refused);
		await expect(joinCohort(world(), both, { code: mine, key: key() })).rejects.toMatchObject(refused);
		await joinCohort(world(), both, { code: hers, key: key() });
		expect(await joinedCohorts(world(), both)).toMatchObject([{ advisers: ['Odile'] }]);
		await joinCohort(world(), ada, { code: mine, key: key() });
	});

	test('a cohort may end today, not yesterday; who counts nobody yet says so; others’ cohorts are not found', async () => {
		const { bruno, other } = await people(world());
		const make = (endsOn: string | null) =>
			createCohort(world(), bruno, { name: 'Groupe', audience: 'teacher', endsOn, key: key() });
		const id = await make('2026-11-22');
		await expect(make('2026-11-21')).rejects.toMatchObject({ code: 'cohort.date-past', field: 'endsOn' });
		expect(await advisedCohorts(world(), bruno)).toMatchObject([{ id, members: 0 }]);
		expect(await advisedCohorts(world(), other)).toEqual([]);
		await expect(cohortFor(world(), bruno, 'z'.repeat(26))).rejects.toMatchObject({ status: 404 });
		await expect(cohortFor(world(), { kind: 'anonymous' }, 'z'.repeat(26))).rejects.toMatchObject({
			status: 401,
		});
	});

	test('who looks at a cohort is told to those who share with it then, once a day', async () => {
		const { ada, bruno, other, actor } = await people(world());
		const make = async (who: typeof bruno) => {
			const options = { name: 'Groupe', audience: 'teacher' as const, endsOn: null, key: key() };
			const id = await createCohort(world(), who, options);
			return { id, code: (await advisedCohorts(world(), who))[0]?.joinCode ?? '' };
		};
		const [cohort, elsewhere] = [await make(bruno), await make(other)];
		const late = await actor('Tardif', 'learner');
		const told = async (person: string) =>
			(await accessJournalOf(world(), person)).map(({ by, what, thing, at }) => [
				by,
				what,
				thing,
				at.getTime(),
			]);
		const start = world().now();
		const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
		await joinCohort(world(), ada, { code: cohort.code, key: key() });
		world().setNow(at(1));
		await cohortFor(world(), bruno, cohort.id);
		await cohortFor(world(), other, elsewhere.id);
		world().setNow(at(2));
		await joinCohort(world(), late, { code: cohort.code, key: key() });
		await cohortFor(world(), bruno, cohort.id);
		expect(await told(ada.id)).toEqual([['Bruno', 'cohort-read', cohort.id, at(1).getTime()]]);
		expect(await told(late.id)).toEqual([]);
		world().setNow(at(24));
		await cohortFor(world(), bruno, cohort.id);
		world().setNow(at(25));
		await leaveCohort(world(), ada, { cohort: cohort.id, key: key() });
		world().setNow(at(48));
		await cohortFor(world(), bruno, cohort.id);
		const [first, second, third] = [1, 24, 48].map((hours) => [
			'Bruno',
			'cohort-read',
			cohort.id,
			at(hours).getTime(),
		]);
		expect(await told(ada.id)).toEqual([second, first]);
		expect(await told(late.id)).toEqual([third, second]);
		expect(await told(bruno.id)).toEqual([]);
		world().setNow(start);
	});
});
