import { expect, test } from 'vitest';
import { CURRENT_VERSION, FRAMEWORK_VERSIONS } from '#framework';
import type { Actor, Role } from '#identity';
import {
	accessJournalOf,
	activeShares,
	createInstitution,
	peopleAccompanied,
	shareHistoryOf,
} from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import {
	advisedCohorts,
	archiveCohort,
	cohortPoster,
	readCohortAndRecordLook,
	cohortVersion,
	createCohort,
	closeCohort,
	joinCohort,
	joinedCohorts,
	leaveCohort,
	cohortPreview,
	editCohort,
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
		kind: 'service-centre',
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
			advisers: [{ name: 'Bruno', service: null }],
			joined: false,
		});

		const once = { code, key: key() };
		await joinCohort(world(), ada, once);
		await joinCohort(world(), ada, once);
		expect(await joinedCohorts(world(), ada)).toMatchObject([
			{ name: 'Automne 2026', advisers: [{ name: 'Bruno' }] },
		]);
		expect((await readCohortAndRecordLook(world(), bruno, id)).members).toMatchObject([
			{ name: 'Ada', progress: 'not-started' },
		]);
		expect(await peopleAccompanied(world().db.read, bruno.id)).toEqual([{ person: ada.id }]);
		expect(await advisedCohorts(world(), bruno)).toMatchObject([{ id, members: 1 }]);
		// Bruno has already read the cohort today, and that is recorded; his right to read it is still
		// checked again.
		const before = { ...bruno, memberships: [] };
		await expect(readCohortAndRecordLook(world(), before, id)).rejects.toMatchObject({ status: 404 });
		await expect(readCohortAndRecordLook(world(), other, id)).rejects.toMatchObject({ status: 404 });
		await expect(readCohortAndRecordLook(world(), ada, id)).rejects.toMatchObject({ status: 404 });
		await expect(readCohortAndRecordLook(world(), { kind: 'anonymous' }, id)).rejects.toMatchObject({
			status: 401,
		});

		await leaveCohort(world(), ada, { cohort: id, key: key() });
		expect((await readCohortAndRecordLook(world(), bruno, id)).members).toEqual([]);
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
		expect(await joinedCohorts(world(), both)).toMatchObject([{ advisers: [{ name: 'Odile' }] }]);
		await joinCohort(world(), ada, { code: mine, key: key() });
	});

	test('none is created in a RÉCIT service, where nobody learns', async () => {
		const slug = `recit-${world().newId().slice(0, 8)}`;
		const { id: institution } = await createInstitution(world(), { slug, name: 'RÉCIT', kind: 'recit' });
		const karine = await newcomer(world(), [{ institution, role: 'adviser' }], 'Karine');
		const cohort = { name: 'Groupe', audience: 'teacher', endsOn: null, key: key() } as const;
		const refused = { code: 'cohort.nobody-learns', field: 'name' };
		await expect(createCohort(world(), karine, cohort)).rejects.toMatchObject(refused);
		expect(await advisedCohorts(world(), karine)).toEqual([]);
	});

	test('a cohort may end today, not yesterday; who counts nobody yet says so; others’ cohorts are not found', async () => {
		const { bruno, other } = await people(world());
		const make = (endsOn: string | null) =>
			createCohort(world(), bruno, { name: 'Groupe', audience: 'teacher', endsOn, key: key() });
		const id = await make('2026-11-22');
		await expect(make('2026-11-21')).rejects.toMatchObject({ code: 'cohort.date-past', field: 'endsOn' });
		expect(await advisedCohorts(world(), bruno)).toMatchObject([{ id, members: 0 }]);
		expect(await advisedCohorts(world(), other)).toEqual([]);
		await expect(readCohortAndRecordLook(world(), bruno, 'z'.repeat(26))).rejects.toMatchObject({
			status: 404,
		});
		await expect(
			readCohortAndRecordLook(world(), { kind: 'anonymous' }, 'z'.repeat(26)),
		).rejects.toMatchObject({
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
		await readCohortAndRecordLook(world(), bruno, cohort.id);
		await readCohortAndRecordLook(world(), other, elsewhere.id);
		world().setNow(at(2));
		await joinCohort(world(), late, { code: cohort.code, key: key() });
		await readCohortAndRecordLook(world(), bruno, cohort.id);
		expect(await told(ada.id)).toEqual([['Bruno', 'cohort-read', cohort.id, at(1).getTime()]]);
		expect(await told(late.id)).toEqual([]);
		world().setNow(at(24));
		await readCohortAndRecordLook(world(), bruno, cohort.id);
		world().setNow(at(25));
		await leaveCohort(world(), ada, { cohort: cohort.id, key: key() });
		world().setNow(at(48));
		await readCohortAndRecordLook(world(), bruno, cohort.id);
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

	test('Bruno renames his cohort: Ada reads the new name; nobody else can, and not from an old page', async () => {
		const { ada, bruno, other } = await people(world());
		const made = { name: 'Automne', endsOn: null };
		const cohort = await createCohort(world(), bruno, { ...made, audience: 'teacher', key: key() });
		const code = (await advisedCohorts(world(), bruno))[0]!.joinCode;
		await joinCohort(world(), ada, { code, key: key() });
		const shown = cohortVersion(made);
		const rename = (who: Actor, name: string, more = {}) =>
			editCohort(world(), who, { cohort, name, shown, key: key(), ...more });
		for (const who of [other, ada])
			await expect(rename(who, 'Ailleurs')).rejects.toMatchObject({ status: 404 });
		await expect(rename({ kind: 'anonymous' }, 'Ailleurs')).rejects.toMatchObject({ status: 401 });
		await expect(rename(bruno, 'Ailleurs', { cohort: 'z'.repeat(26) })).rejects.toMatchObject({
			status: 404,
		});
		const once = { key: key() };
		await rename(bruno, 'Hiver', once);
		await rename(bruno, 'Hiver', once);
		await expect(rename(bruno, 'Été', once)).rejects.toMatchObject({ code: 'platform.other-content' });
		expect(await joinedCohorts(world(), ada)).toMatchObject([{ id: cohort, name: 'Hiver' }]);
		expect(await cohortPreview(world(), ada, code)).toMatchObject({ name: 'Hiver', joined: 'as-offered' });
		// A page that showed the first name may ask again for the name that stands, and for no other.
		await rename(bruno, 'Hiver');
		const stale = { code: 'cohort.changed', status: 409 };
		await expect(rename(bruno, 'Printemps')).rejects.toMatchObject(stale);
		const end = { cohort, endsOn: '2099-06-30', shown, key: key() };
		await expect(closeCohort(world(), bruno, end)).rejects.toMatchObject(stale);
		expect((await readCohortAndRecordLook(world(), bruno, cohort)).cohort).toMatchObject({
			name: 'Hiver',
			endsOn: null,
		});
	});

	test('Bruno ends his cohort earlier, never later: sharing ends with it, and nobody joins any more', async () => {
		const { ada, bruno, other, actor } = await people(world());
		const start = world().now();
		world().setNow(new Date('2026-11-22T15:00:00Z'));
		const make = async (who: typeof bruno, endsOn: string | null) => {
			const id = await createCohort(world(), who, {
				name: 'Groupe',
				audience: 'teacher',
				endsOn,
				key: key(),
			});
			return { id, code: (await readCohortAndRecordLook(world(), who, id)).cohort.joinCode };
		};
		const [mine, beside, theirs] = [
			await make(bruno, null),
			await make(bruno, null),
			await make(other, null),
		];
		const emile = await actor('Emile', 'learner');
		for (const { code } of [mine, beside, theirs]) await joinCohort(world(), ada, { code, key: key() });
		await joinCohort(world(), emile, { code: mine.code, key: key() });
		await leaveCohort(world(), emile, { cohort: mine.id, key: key() });
		const present = async () => (await readCohortAndRecordLook(world(), bruno, mine.id)).cohort;
		const end = async (endsOn: string, who: Actor = bruno) =>
			closeCohort(world(), who, {
				cohort: mine.id,
				endsOn,
				shown: cohortVersion(await present()),
				key: key(),
			});
		const untilOf = async (who: { id: string }) =>
			Object.fromEntries(
				(await activeShares(world(), { person: who.id })).map(({ grantee, until }) => [grantee, until]),
			);
		for (const who of [other, ada])
			await expect(end('2026-12-31', who)).rejects.toMatchObject({ status: 404 });
		await expect(end('2026-11-21')).rejects.toMatchObject({ code: 'cohort.date-past', field: 'endsOn' });

		await end('2026-12-31');
		const untilDecember = new Date('2027-01-01T05:00:00Z');
		expect(await untilOf(ada)).toEqual({ [mine.id]: untilDecember, [beside.id]: null, [theirs.id]: null });
		// The three shares were given within one instant: their order says nothing.
		const endOf = new Map((await joinedCohorts(world(), ada)).map(({ id, endsOn }) => [id, endsOn]));
		expect(Object.fromEntries(endOf)).toEqual({
			[mine.id]: '2026-12-31',
			[beside.id]: null,
			[theirs.id]: null,
		});
		await expect(end('2027-01-01')).rejects.toMatchObject({ code: 'cohort.end-later', field: 'endsOn' });
		expect((await present()).endsOn).toBe('2026-12-31');
		await end('2026-12-31');
		// Who joins from now on shares until the new day.
		const late = await actor('Tardif', 'learner');
		await joinCohort(world(), late, { code: mine.code, key: key() });
		expect(await untilOf(late)).toEqual({ [mine.id]: untilDecember });

		const today = { cohort: mine.id, endsOn: '2026-11-22', key: key() };
		const shown = cohortVersion(await present());
		await closeCohort(world(), bruno, { ...today, shown });
		await closeCohort(world(), bruno, { ...today, shown });
		const tonight = new Date('2026-11-23T05:00:00Z');
		expect(await untilOf(ada)).toEqual({ [mine.id]: tonight, [beside.id]: null, [theirs.id]: null });
		expect(await readCohortAndRecordLook(world(), bruno, mine.id)).toMatchObject({
			over: false,
			counts: { people: 2 },
		});
		world().setNow(tonight);
		expect(Object.keys(await untilOf(ada)).toSorted()).toEqual([beside.id, theirs.id].toSorted());
		expect(await readCohortAndRecordLook(world(), bruno, mine.id)).toMatchObject({ over: true, members: [] });
		await expect(cohortPreview(world(), late, mine.code)).rejects.toMatchObject({ code: 'cohort.ended' });
		await expect(end('2026-11-23')).rejects.toMatchObject({ code: 'cohort.end-later' });
		// The share that Émile had withdrawn keeps no other end than his own.
		const [his] = await shareHistoryOf(world().db.read, emile.id);
		expect(his).toMatchObject({ until: null, withdrawnAt: expect.any(Date) });
		world().setNow(start);
	});

	test('a campaign is joined between its days, by those it is made for, while it has room', async () => {
		const { ada, bruno, actor } = await people(world());
		const start = world().now();
		world().setNow(new Date('2026-11-22T15:00:00Z'));
		const made = {
			...({ name: 'Automne', audience: 'teacher', endsOn: '2026-12-18' } as const),
			...({ startsOn: '2026-11-24', mostPeople: 1, asks: 'express' } as const),
		} as const;
		await expect(
			createCohort(world(), bruno, { ...made, startsOn: '2026-12-19', key: key() }),
		).rejects.toMatchObject({ code: 'cohort.start-late', field: 'startsOn' });
		const cohort = await createCohort(world(), bruno, { ...made, key: key() });
		const code = (await advisedCohorts(world(), bruno))[0]!.joinCode;
		const join = (who: Actor) => joinCohort(world(), who, { code, key: key() });
		await expect(join(ada)).rejects.toMatchObject({
			...{ code: 'cohort.not-open', field: 'code', params: { date: '2026-11-24' } },
		});
		// In Québec, the 24th begins at five o’clock UTC.
		world().setNow(new Date('2026-11-24T04:59:59Z'));
		await expect(cohortPreview(world(), ada, code)).rejects.toMatchObject({ code: 'cohort.not-open' });
		world().setNow(new Date('2026-11-24T05:00:00Z'));
		const { institution } = bruno.memberships[0]!;
		for (const [audience, refused] of [
			['staff', 'cohort.for-teachers'],
			['student', 'cohort.for-teachers'],
		] as const) {
			const other = await newcomer(world(), [{ institution, role: 'learner', audience }], audience);
			await expect(join(other)).rejects.toMatchObject({ code: refused, field: 'code' });
		}
		expect(await cohortPreview(world(), ada, code)).toMatchObject({ asks: 'express', joined: false });
		await join(ada);
		expect(await joinedCohorts(world(), ada)).toMatchObject([{ asks: 'express', endsOn: '2026-12-18' }]);
		const emile = await actor('Emile', 'learner');
		await expect(join(emile)).rejects.toMatchObject({ code: 'cohort.full', field: 'code' });
		// Whoever shares already reads what they share, although no place is left.
		expect(await cohortPreview(world(), ada, code)).toMatchObject({ joined: 'as-offered' });
		await leaveCohort(world(), ada, { cohort, key: key() });
		await join(emile);
		await expect(join(ada)).rejects.toMatchObject({ code: 'cohort.full' });
		const edit = (more: Partial<Cohort>) =>
			editCohort(world(), bruno, { cohort, name: 'Hiver', shown: cohortVersion(made), key: key(), ...more });
		await expect(edit({ startsOn: '2026-12-19' })).rejects.toMatchObject({ code: 'cohort.start-late' });
		await edit({ mostPeople: 2, startsOn: null, asks: null });
		await join(ada);
		expect((await readCohortAndRecordLook(world(), bruno, cohort)).cohort).toMatchObject({
			...{ name: 'Hiver', mostPeople: 2, startsOn: null, asks: null, endsOn: '2026-12-18' },
		});
		await expect(edit({ mostPeople: 3 })).rejects.toMatchObject({ code: 'cohort.changed', status: 409 });
		world().setNow(start);
	});

	test('an empty cohort is archived and comes back: its code joins nothing meanwhile', async () => {
		const { ada, bruno, other } = await people(world());
		const make = async (name: string) => {
			const id = await createCohort(world(), bruno, { name, audience: 'teacher', endsOn: null, key: key() });
			return (await advisedCohorts(world(), bruno)).find((one) => one.id === id)!;
		};
		const [first, second] = [await make('Première'), await make('Seconde')];
		const { id: cohort, joinCode: code } = second;
		const archive = (archived: boolean, who: Actor = bruno) =>
			archiveCohort(world(), who, { cohort, archived, key: key() });
		await joinCohort(world(), ada, { code, key: key() });
		await expect(archive(true)).rejects.toMatchObject({ code: 'cohort.archive-shared', status: 409 });
		await leaveCohort(world(), ada, { cohort, key: key() });
		for (const who of [other, ada]) await expect(archive(true, who)).rejects.toMatchObject({ status: 404 });
		await archive(true);
		await archive(true);
		// The archived ones come last, whenever they were made.
		const listed = async () =>
			(await advisedCohorts(world(), bruno)).map(({ id, archivedAt }) => [id, archivedAt !== null]);
		expect(await listed()).toEqual([
			[first.id, false],
			[cohort, true],
		]);
		await expect(joinCohort(world(), ada, { code, key: key() })).rejects.toMatchObject({
			...{ code: 'cohort.ended', field: 'code' },
		});
		await expect(cohortPoster(world(), bruno, cohort)).rejects.toMatchObject({ status: 404 });
		await archive(false);
		expect(await listed()).toContainEqual([cohort, false]);
		await joinCohort(world(), ada, { code, key: key() });
		expect(await cohortPoster(world(), bruno, cohort)).toMatchObject({ name: 'Seconde', joinCode: code });
		for (const who of [other, ada])
			await expect(cohortPoster(world(), who, cohort)).rejects.toMatchObject({ status: 404 });
		await expect(cohortPoster(world(), { kind: 'anonymous' }, cohort)).rejects.toMatchObject({
			status: 401,
		});
	});
});
