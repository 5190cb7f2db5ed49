import { createSecretKey } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordAnswer } from '#assessment/server';
import { LEVELS as OBSERVED } from '#framework';
import type { PersonActor } from '#identity';
import {
	activeShares,
	createInstitution,
	createInvitation,
	giveShare,
	createAccountWithCode,
	membershipsOf,
	personByUsername,
	setRoles,
} from '#identity/server';
import { fileSeal } from '#platform/server';
import { addEvidence, decide, startApplication, submitApplication } from '#applications/server';
import { eachDialect } from '#tests/world';
import { cast, enter, says, shows, trains } from '../../../tests/recognised/cast.ts';
import { makePortraitFigure, PORTRAIT_LEVELS, type PortraitLevel, type PortraitSource } from '../index.ts';
import {
	acceptSlip,
	advisedCohorts,
	cohortToHandOver,
	handCohortOver,
	offeredSlips,
	readCohortAndRecordLook,
	createCohort,
	erase,
	joinCohort,
	leaveCohort,
	makeDemonstrationPortraits,
	makePortraits,
	cohortPreview,
	personalData,
} from './index.ts';
import { lotsOf, lotsSecret } from './lots-of.ts';
import { cohortsDueForPortrait, portraitOfCohort } from './cohort-store.ts';

const DIMENSION = 'collaboration';
/**
 * The lots of six people under one secret, in two dimensions: for each, the first letter of the level at which
 * each level is counted, lowest first. One was shuffled everywhere (`p10`), one in one dimension (`p4`).
 */
const PINNED = ['sbia sbia', 'sbia abia', 'asib sbia', 'absi absi', 'ibsa ibaa', 'ssia sbaa'];
/** The level that each answer, from 0 to 4, to the statement for the level intermediate gives. */
const LEVELS = ['starting', 'beginner', 'intermediate', 'advanced', 'advanced'] as const;

eachDialect('the portraits of cohorts', (world) => {
	let people: Awaited<ReturnType<typeof cast>>;
	const key = () => world().newId();
	const make = (name: string, audience: 'teacher' | 'student' = 'teacher', who = people.bruno) =>
		createCohort(world(), who, { name, audience, endsOn: null, key: key() });
	const codeOf = async (id: string) =>
		(await advisedCohorts(world(), people.bruno)).find((one) => one.id === id)?.joinCode ?? '';
	const join = async (who: PersonActor, id: string) =>
		joinCohort(world(), who, { code: await codeOf(id), key: key() });
	const leave = (who: PersonActor, cohort: string) => leaveCohort(world(), who, { cohort, key: key() });
	let named = 0;
	const member = (audience: 'teacher' | 'student' = 'teacher') =>
		enter(world(), `Membre${(named += 1)}`, [{ institution: people.here.id, role: 'learner', audience }]);
	/** Creates `many` people, who give these answers in turn in the dimension and join these cohorts. */
	const members = async (
		many: number,
		cohorts: readonly string[],
		answers: readonly number[] = [1, 2, 4],
		audience: 'teacher' | 'student' = 'teacher',
	) => {
		const group: PersonActor[] = [];
		for (let at = 0; at < many; at += 1) {
			const one = await member(audience);
			await says(world(), one, DIMENSION, answers[at % answers.length] as 1);
			for (const cohort of cohorts) await join(one, cohort);
			group.push(one);
		}
		return group;
	};
	const on = async (day: string) => {
		world().setNow(new Date(`${day}T15:00:00Z`));
		return makePortraits(world());
	};
	const view = (id: string) => readCohortAndRecordLook(world(), people.bruno, id);
	/**
	 * The percentages of the levels that Bruno sees in a cohort's portrait for the dimension, in one source;
	 * null without a figure.
	 */
	const seen = async (id: string, source: PortraitSource = 'said') =>
		(await view(id)).portrait?.figures[source][DIMENSION]?.shares ?? null;
	const lots = async (person: PersonActor, slug = DIMENSION) =>
		lotsOf(await world().db.write((tx) => lotsSecret(tx, world())), person.id, slug);
	/** The percentages that a figure of people with these levels must show, once their lots are applied. */
	const expected = async (group: readonly (readonly [PersonActor, PortraitLevel])[]) => {
		const counted: PortraitLevel[] = [];
		for (const [who, level] of group) counted.push((await lots(who))[level]);
		return makePortraitFigure(counted, 1)?.shares;
	};
	const saying = (group: readonly PersonActor[], answers: readonly number[] = [1, 2, 4]) =>
		group.map((who, at) => [who, LEVELS[answers[at % answers.length] ?? 0]!] as const);

	beforeEach(async () => {
		world().setNow(new Date('2026-11-22T15:00:00Z'));
		people = await cast(world());
	});

	describe('when they are made', () => {
		test('on the 1st and the 15th, in the institution’s zone, and once', async () => {
			const cohort = await make('Automne');
			const group = await members(15, [cohort]);
			await makePortraits(world());
			expect((await view(cohort)).portrait).toBeNull();
			world().setNow(new Date('2026-12-01T04:59:59Z'));
			expect(await makePortraits(world())).toBe(0);
			expect(await view(cohort)).toMatchObject({ portrait: null, nextDate: '2026-12-01', least: 15 });
			world().setNow(new Date('2026-12-01T05:00:00Z'));
			expect(await makePortraits(world())).toBeGreaterThan(0);
			expect(await view(cohort)).toMatchObject({
				portrait: { date: '2026-12-01' },
				nextDate: '2026-12-15',
			});
			const first = await seen(cohort);
			expect(first).toEqual(await expected(saying(group)));
			// The portrait is asked for again for the same date, later that day and on the day before the
			// next date: nothing changes.
			await says(world(), group[0]!, DIMENSION, 4, 1);
			expect([await makePortraits(world()), await on('2026-12-14')]).toEqual([0, 0]);
			expect(await seen(cohort)).toEqual(first);
			expect(await on('2026-12-15')).toBeGreaterThan(0);
			expect((await portraitOfCohort(world().db.read, cohort))?.date).toBe('2026-12-15');
		});

		test('two services that make them at the same moment make one', async () => {
			const cohort = await make('Automne');
			await members(15, [cohort]);
			world().setNow(new Date('2026-12-01T15:00:00Z'));
			const made = await Promise.all([makePortraits(world()), makePortraits(world())]);
			const stored = await portraitOfCohort(world().db.read, cohort);
			world().setNow(new Date('2026-12-02T15:00:00Z'));
			expect(await makePortraits(world())).toBe(0);
			expect(await portraitOfCohort(world().db.read, cohort)).toEqual(stored);
			expect(Math.min(...made)).toBe(0);
		});

		test('several dates missed are one portrait, the last', async () => {
			const cohort = await make('Automne');
			await members(15, [cohort]);
			await on('2027-02-03');
			expect((await view(cohort)).portrait?.date).toBe('2027-02-01');
		});

		test('a view makes nothing, whoever joins, leaves or answers', async () => {
			const cohort = await make('Automne');
			const group = await members(16, [cohort]);
			await on('2026-12-01');
			const first = await view(cohort);
			await leave(group[0]!, cohort);
			await members(3, [cohort]);
			for (const one of group.slice(1, 10)) await says(world(), one, DIMENSION, 0, 1);
			world().setNow(new Date('2026-12-10T15:00:00Z'));
			expect((await view(cohort)).portrait).toEqual(first.portrait);
			expect(await seen(cohort)).toEqual(await expected(saying(group)));
		});

		test('without the sealing key nothing is made, what stands stays, and nothing is ever drawn anew', async () => {
			const cohort = await make('Automne');
			const group = await members(15, [cohort]);
			await on('2026-12-01');
			const first = await seen(cohort);
			expect(first).toEqual(await expected(saying(group)));
			world().setNow(new Date('2026-12-15T15:00:00Z'));
			const keyless = { ...world(), seal: fileSeal('/nowhere/seal.key') };
			expect(await makePortraits(keyless)).toBe(0);
			expect(world().lines.join('\n')).toContain('portraits.key-missing');
			expect(await seen(cohort)).toEqual(first);
			expect((await view(cohort)).portrait?.date).toBe('2026-12-01');
			expect(await makePortraits(world())).toBeGreaterThan(0);
			expect(await seen(cohort)).toEqual(first);
		});
	});

	test('the lots are those of the secret, the person and the dimension, for ever', () => {
		// These values must not change: another way to draw would draw everybody's lots again, and each new
		// draw reveals more.
		const secret = createSecretKey(Buffer.alloc(32, 7));
		const letters = (person: string, slug: string) =>
			Object.values(lotsOf(secret, person, slug))
				.map((level) => level[0])
				.join('');
		const drawn = ['ada', 'emile', 'p4', 'p10', 'p13', 'p18'].map(
			(person) => `${letters(person, DIMENSION)} ${letters(person, 'communication')}`,
		);
		expect(drawn).toEqual(PINNED);
	});

	test('in a demonstration alone they are made again, with everybody invented', async () => {
		const cohort = await make('Automne');
		await members(15, [cohort]);
		await makeDemonstrationPortraits(world());
		expect(await portraitOfCohort(world().db.read, cohort)).toBeUndefined();
		const { id: institution } = await createInstitution(world(), {
			slug: `demo-${key().slice(0, 8)}`,
			name: 'Démonstration',
			kind: 'service-centre',
			demonstration: true,
			threshold: 10,
		});
		const adviser = await enter(world(), 'Dora', [{ institution, role: 'adviser' }]);
		const shown = await make('Démonstration', 'teacher', adviser);
		const { joinCode: code } = (await advisedCohorts(world(), adviser))[0]!;
		await makePortraits(world());
		const seenThere = async () => (await readCohortAndRecordLook(world(), adviser, shown)).portrait;
		expect(await seenThere()).toBeNull();
		for (let at = 0; at < 10; at += 1) {
			const one = await enter(world(), 'Inventée', [{ institution, role: 'learner', audience: 'teacher' }]);
			await says(world(), one, DIMENSION, 2);
			await joinCohort(world(), one, { code, key: key() });
		}
		await makeDemonstrationPortraits(world());
		expect(await seenThere()).toMatchObject({ date: '2026-11-15', figures: { said: { [DIMENSION]: {} } } });
	});

	test('one student among staff: as many people are needed as for students, whatever the cohort was said to gather', async () => {
		const { id: institution } = await createInstitution(world(), {
			slug: `dix-${key().slice(0, 8)}`,
			name: 'Dix',
			kind: 'service-centre',
			threshold: 10,
		});
		const adviser = await enter(world(), 'Dora', [{ institution, role: 'adviser' }]);
		const chloe = await enter(world(), 'Chloé', [{ institution, role: 'administrator' }]);
		const cohort = await make('Équipe', 'teacher', adviser);
		const { joinCode: code } = (await advisedCohorts(world(), adviser))[0]!;
		const come = async (audience: 'teacher' | 'staff' | 'student') => {
			const one = await enter(world(), 'Membre', [{ institution, role: 'learner', audience: 'teacher' }]);
			await says(world(), one, DIMENSION, 2);
			await joinCohort(world(), one, { code, key: key() });
			// Nobody joins a cohort of another audience; theirs may be changed afterwards.
			if (audience !== 'teacher')
				await setRoles(world(), chloe, { person: one.id, roles: ['learner'], audience, key: key() });
			return one;
		};
		const seenThere = async () => {
			const { least, portrait } = await readCohortAndRecordLook(world(), adviser, cohort);
			return [least, portrait?.figures.said[DIMENSION] !== undefined];
		};
		for (let at = 0; at < 9; at += 1) await come('teacher');
		await come('staff');
		await on('2026-12-01');
		expect(await seenThere()).toEqual([10, true]);
		const emile = await come('student');
		await on('2026-12-15');
		expect(await seenThere()).toEqual([15, false]);
		for (let at = 0; at < 4; at += 1) await come('teacher');
		await on('2027-01-01');
		expect(await seenThere()).toEqual([15, true]);
		await leave(emile, cohort);
		await on('2027-01-15');
		expect(await seenThere()).toEqual([10, true]);
	});

	test('each institution by its own day; what is made is told to the log', async () => {
		const here = await make('Automne');
		const { id: institution } = await createInstitution(world(), {
			slug: `ouest-${key().slice(0, 8)}`,
			name: 'Ouest',
			kind: 'service-centre',
			timeZone: 'America/Vancouver',
		});
		const adviser = await enter(world(), 'Dora', [{ institution, role: 'adviser' }]);
		const west = await make('Ouest', 'teacher', adviser);
		await makePortraits(world());
		// It is just past midnight in Montréal, and still the evening before in Vancouver.
		world().setNow(new Date('2026-12-01T05:30:00Z'));
		const due = async (of: string) =>
			(await cohortsDueForPortrait(world().db.read, of, '2026-12-01')).map(({ id }) => id);
		expect(await due(people.here.id)).toEqual([here]);
		expect(await due(institution)).toEqual([west]);
		const before = world().lines.length;
		const made = await makePortraits(world());
		expect(world().lines.slice(before)).toContain(
			JSON.stringify({ event: 'portraits.made', portraits: made }),
		);
		expect([await due(people.here.id), await due(institution)]).toEqual([[], [west]]);
		expect((await portraitOfCohort(world().db.read, west))?.date).toBe('2026-11-15');
		await make('Seule');
		const earlier = world().lines.length;
		expect(await makePortraits(world())).toBe(1);
		expect(world().lines.slice(earlier)).toEqual([JSON.stringify({ event: 'portraits.made', portraits: 1 })]);
		const quiet = world().lines.length;
		expect(await makePortraits(world())).toBe(0);
		expect(world().lines).toHaveLength(quiet);
	});

	test('one that cannot be made is told to the log and waits for the next hour; the others are made at once', async () => {
		await makePortraits(world());
		const cohorts = [await make('Une'), await make('Deux'), await make('Trois')];
		const { db } = world();
		const fault = Object.assign(new Error('held by another'), { code: 'SQLITE_BUSY' });
		let unit = 0;
		const write: typeof db.write = (work) => ((unit += 1) === 3 ? Promise.reject(fault) : db.write(work));
		const before = world().lines.length;
		const due = (await cohortsDueForPortrait(db.read, people.here.id, '2026-11-15')).map(({ id }) => id);
		expect(due.toSorted()).toEqual(cohorts.toSorted());
		expect(await makePortraits({ ...world(), db: { ...db, write } })).toBe(2);
		expect(
			world()
				.lines.slice(before)
				.map((line) => JSON.parse(line) as unknown),
		).toEqual([
			{ event: 'portraits.failed', cohort: due[1], code: 'SQLITE_BUSY' },
			{ event: 'portraits.made', portraits: 2 },
		]);
		expect(await cohortsDueForPortrait(db.read, people.here.id, '2026-11-15')).toMatchObject([
			{ id: due[1] },
		]);
		expect(await makePortraits(world())).toBe(1);
	});

	test('an institution whose day cannot be told keeps no other waiting', async () => {
		await makePortraits(world());
		const slug = `nowhere-${key().slice(0, 8)}`;
		const lost = { slug, name: 'Nulle part', kind: 'service-centre', timeZone: 'America/Nowhere' } as const;
		const { id: institution } = await createInstitution(world(), lost);
		const after = await createInstitution(world(), {
			...lost,
			slug: `${slug}-2`,
			timeZone: 'America/Toronto',
		});
		const adviser = await enter(world(), 'Dora', [{ institution: after.id, role: 'adviser' }]);
		const theirs = await make('Automne', 'teacher', adviser);
		const before = world().lines.length;
		expect(await makePortraits(world())).toBe(1);
		expect(JSON.parse(world().lines[before] ?? '')).toEqual({ event: 'portraits.failed', institution });
		expect(await portraitOfCohort(world().db.read, theirs)).toMatchObject({ date: '2026-11-15' });
	});

	test('a view asks the database as often for thirty people as for three', async () => {
		const cohort = await make('Automne');
		const asked = async () => {
			let queries = 0;
			const read = new Proxy(world().db.read, {
				get(target, name, receiver) {
					if (name === 'select' || name === 'selectDistinct') queries += 1;
					const found: unknown = Reflect.get(target, name, receiver);
					return typeof found === 'function' ? found.bind(target) : found;
				},
			});
			await readCohortAndRecordLook({ ...world(), db: { ...world().db, read } }, people.bruno, cohort);
			return queries;
		};
		await members(3, [cohort]);
		await view(cohort);
		const few = await asked();
		for (const name of ['Une', 'Deux', 'Trois']) await members(1, [await make(name)]);
		await members(27, [cohort]);
		expect(await asked()).toBe(few);
		expect(few).toBeLessThan(14);
	});

	describe('when the cohort changes hands', () => {
		test('the portrait goes, none is made by it, and the next date counts those who accepted before it', async () => {
			const cohort = await make('Automne');
			const group = await members(16, [cohort]);
			await on('2026-12-01');
			const before = await seen(cohort);
			expect(before).not.toBeNull();
			const odile = await enter(world(), 'Odile', [{ institution: people.here.id, role: 'adviser' }]);
			const { shown } = await cohortToHandOver(world(), people.bruno, cohort);
			await handCohortOver(world(), people.bruno, { cohort, adviser: odile.id, shown, key: key() });
			const theirs = async () => (await readCohortAndRecordLook(world(), odile, cohort)).portrait;
			// The sweep passes every hour, before and after people accept: it shows nothing of them.
			await makePortraits(world());
			expect(await theirs()).toBeNull();
			for (const who of group) {
				const [slip] = await offeredSlips(world(), who);
				await acceptSlip(world(), who, { cohort, shown: slip!.shown, key: key() });
			}
			await makePortraits(world());
			world().setNow(new Date('2026-12-14T15:00:00Z'));
			await makePortraits(world());
			expect(await theirs()).toBeNull();
			await on('2026-12-15');
			// Their lots are drawn once for ever: the same people at the same levels give the same figure.
			expect((await theirs())?.figures.said[DIMENSION]?.shares).toEqual(before);
		});
	});

	describe('how many they need', () => {
		test('fifteen people, ten where the institution decided so for its staff, never for students', async () => {
			const [staff, students] = [await make('Personnel'), await make('Étudiants', 'student')];
			await members(14, [staff]);
			await members(14, [students], [1, 2, 4], 'student');
			await on('2026-12-01');
			expect([await seen(staff), await seen(students)]).toEqual([null, null]);
			const [more] = await members(1, [staff]);
			await on('2026-12-15');
			expect(await seen(staff)).not.toBeNull();
			await leave(more!, staff);
			await on('2027-01-01');
			expect(await seen(staff)).toBeNull();
		});

		test('the error, the band and a sum of 100 stand with each figure; a figure is shown or not, nothing else', async () => {
			const cohort = await make('Automne');
			const group = await members(16, [cohort], [2]);
			for (const one of group.slice(0, 14)) await shows(world(), one, DIMENSION);
			await on('2026-12-01');
			const { portrait } = await view(cohort);
			const figure = portrait!.figures.said[DIMENSION]!;
			expect(figure).toMatchObject({ band: '10-29', error: 12 });
			expect(Object.values(figure.shares).reduce((sum, one) => sum + one, 0)).toBe(100);
			// A figure of people who all have the same level is shown too, since chance keeps each of them in
			// doubt. Only fourteen people did the situation, so that source has no figure.
			expect(portrait!.figures).toEqual({ said: { [DIMENSION]: figure }, shown: {}, observed: {} });
		});
	});

	describe('attacks', () => {
		test('P1 memory, P2 union, P4 two cohorts: nobody counts in two portraits on one date', async () => {
			const [first, second, everybody] = [await make('Une'), await make('Deux'), await make('Tous')];
			const one = await members(15, [first]);
			const two = await members(15, [second]);
			await on('2026-12-01');
			const before = [await seen(first), await seen(second)];
			for (const who of [one[0]!, two[0]!])
				expect(await personalData(world(), who.id)).toMatchObject([{ figuresThatCountYou: 1 }]);
			expect(before).toEqual([await expected(saying(one)), await expected(saying(two))]);
			const [ada] = await members(1, [everybody], [0]);
			for (const who of [...one, ...two]) await join(who, everybody);
			await on('2026-12-15');
			expect([await seen(first), await seen(second)]).toEqual([null, null]);
			const all = [...saying(one), ...saying(two), [ada!, 'starting'] as const];
			expect(await seen(everybody)).toEqual(await expected(all));
			// People join the first cohort again: from the next date they count there, and no longer in the
			// cohort of everybody.
			for (const who of one) await join(who, first);
			await on('2027-01-01');
			expect(await seen(first)).toEqual(before[0]);
			expect(await seen(everybody)).toEqual(await expected(all.slice(15)));
		});

		test('P3 erasure: what counted her goes at once, in the same unit, and comes back without her', async () => {
			const [near, cohort] = [await make('Voisine'), await make('Automne')];
			await members(15, [near]);
			const group = await members(17, [cohort]);
			for (const one of group.slice(2)) await shows(world(), one, DIMENSION);
			await on('2026-12-01');
			const [ada, other] = [group[0]!, group[16]!];
			const [nearby, said, shown] = [await seen(near), await seen(cohort), await seen(cohort, 'shown')];
			expect([nearby, said, shown]).not.toContain(null);
			expect(await personalData(world(), ada.id)).toMatchObject([
				{ cohort: 'Automne', leftAt: null, figuresThatCountYou: 1 },
			]);
			for (const one of group.slice(2))
				expect(await personalData(world(), one.id)).toMatchObject([{ figuresThatCountYou: 2 }]);
			const [newest] = await members(1, [cohort]);
			expect(await personalData(world(), newest!.id)).toMatchObject([{ figuresThatCountYou: 0 }]);
			const undone = world().db.write(async (tx) => {
				await erase(tx, ada.id);
				throw new Error('Undone.');
			});
			await expect(undone).rejects.toThrow('Undone.');
			expect(await seen(cohort)).toEqual(said);
			// Ada did no situation, so the figure of what situations show does not count her and stays.
			await leave(ada, cohort);
			await world().db.write((tx) => erase(tx, ada.id));
			expect([await seen(near), await seen(cohort), await seen(cohort, 'shown')]).toEqual([
				nearby,
				null,
				shown,
			]);
			await leave(other, cohort);
			await world().db.write((tx) => erase(tx, other.id));
			expect((await view(cohort)).portrait).toBeNull();
			expect(await makePortraits(world())).toBe(0);
			await on('2026-12-15');
			const late = [newest!, 'beginner'] as const;
			expect(await seen(cohort)).toEqual(await expected([...saying(group).slice(1, 16), late]));
		});

		test('P5 fill: an account made with one’s own invitation does not count, nor does one’s own', async () => {
			const both = await enter(world(), 'Berthe', [
				{ institution: people.here.id, role: 'adviser' },
				{ institution: people.here.id, role: 'administrator' },
				{ institution: people.here.id, role: 'learner', audience: 'teacher' },
			]);
			const invited = async (by: PersonActor) => {
				const code = await createInvitation(world(), by, {
					institution: people.here.id,
					role: 'learner',
					audience: 'teacher',
					days: 7,
					uses: 5,
					key: key(),
				});
				const username = `compte-${key().slice(0, 10)}`;
				const password = 'sept-chats-gris';
				const locale = 'fr' as const;
				const address = key();
				await createAccountWithCode(world(), {
					code,
					username,
					displayName: 'Compte',
					password,
					locale,
					address,
					key: key(),
				});
				const { id } = (await personByUsername(world(), username))!;
				const memberships = await membershipsOf(world(), id);
				const actor: PersonActor = {
					kind: 'person',
					id,
					username,
					displayName: 'Compte',
					memberships,
					session: null,
				};
				await says(world(), actor, DIMENSION, 4);
				return actor;
			};
			const [hers, chloes] = [await invited(both), await invited(people.chloe)];
			const [mine, bertha] = [await make('Automne'), await make('Hiver', 'teacher', both)];
			const code = (await advisedCohorts(world(), both))[0]!.joinCode;
			const joinHers = (who: PersonActor) => joinCohort(world(), who, { code, key: key() });
			const seenBy = async () => (await readCohortAndRecordLook(world(), both, bertha)).portrait;
			for (const who of await members(14, [])) await joinHers(who);
			await joinHers(hers);
			await world().db.write((tx) =>
				giveShare(tx, world(), {
					person: both.id,
					granteeKind: 'cohort',
					grantee: bertha,
					textVersion: 'cohort-2026-12',
				}),
			);
			await says(world(), both, DIMENSION, 4);
			await on('2026-12-01');
			expect(await seenBy()).toBeNull();
			await joinHers(chloes);
			await on('2026-12-15');
			expect(await seenBy()).not.toBeNull();
			// The account that Berthe invited counts in Bruno's cohort, since Bruno did not invite it.
			await members(14, [mine]);
			await join(hers, mine);
			await on('2027-01-01');
			expect(await seen(mine)).not.toBeNull();
		});

		test('P5 fill, P10 alike: with fourteen known people, what is seen is Ada’s lot, not her level', async () => {
			let [own, other] = [0, 0];
			const cohort = await make('Automne');
			const fill = await members(14, [cohort], [2]);
			// The figure depends only on the lots of the fifteenth person, and so does not tell their level.
			for (const at of [1, 2]) {
				const [ada] = await members(1, [cohort], [4]);
				await on(at === 1 ? '2026-12-01' : '2026-12-15');
				expect(await seen(cohort)).toEqual(
					await expected([...saying(fill, [2]), [ada!, 'advanced'] as const]),
				);
				await leave(ada!, cohort);
			}
			for (let at = 0; at < 400; at += 1) {
				const drawn = (await lots({ ...people.ada, id: `someone-${at}` })).advanced;
				if (drawn === 'advanced') own += 1;
				else other += 1;
			}
			expect(own).toBeGreaterThan(290);
			expect(other).toBeGreaterThan(40);
		});

		test('P6 flip, P7 ordinary life: nothing is made between two dates, and a leaver counts until the next', async () => {
			const cohort = await make('Automne');
			const group = await members(19, [cohort], [2]);
			await on('2026-12-01');
			const first = await seen(cohort);
			const [ada] = await members(1, [cohort], [4]);
			for (const one of group.slice(0, 9)) await says(world(), one, DIMENSION, 0, 1);
			await leave(group[18]!, cohort);
			await on('2026-12-14');
			expect(await seen(cohort)).toEqual(first);
			await on('2026-12-15');
			const now = [
				...group.slice(0, 9).map((one) => [one, 'starting'] as const),
				...group.slice(9, 18).map((one) => [one, 'intermediate'] as const),
				[ada!, 'advanced'] as const,
			];
			expect(await seen(cohort)).toEqual(await expected(now));
		});

		test('P8 known levels: the same lots serve every source and every date, others each dimension and person', async () => {
			const cohort = await make('Automne');
			const group = await members(15, [cohort], [2]);
			for (const one of group) {
				await shows(world(), one, DIMENSION);
				await shows(world(), one, 'communication');
				await recordAnswer(world(), one, {
					statement: 'teacher-communication-2',
					answer: 2,
					revision: 0,
					key: key(),
				});
			}
			await on('2026-12-01');
			expect(await seen(cohort, 'shown')).toEqual(await seen(cohort, 'said'));
			const first = await seen(cohort);
			await on('2026-12-15');
			expect(await seen(cohort)).toEqual(first);
			const tables = async (slug: string) =>
				Promise.all(
					Array.from({ length: 60 }, (_, at) => lots({ ...people.ada, id: `someone-${at}` }, slug)),
				);
			const [here, there] = [await tables(DIMENSION), await tables('communication')];
			expect(here).not.toEqual(there);
			expect(new Set(here.map((one) => JSON.stringify(one))).size).toBeGreaterThan(10);
		});
	});

	test('who joined on words that spoke of what is said counts there only, until they accept these', async () => {
		const cohort = await make('Automne');
		const group = await members(15, [cohort]);
		for (const one of group) await shows(world(), one, DIMENSION);
		const ada = group[0]!;
		await world().db.write((tx) =>
			giveShare(tx, world(), {
				person: ada.id,
				granteeKind: 'cohort',
				grantee: cohort,
				textVersion: 'cohort-2026-11',
			}),
		);
		await on('2026-12-01');
		expect([await seen(cohort), await seen(cohort, 'shown')]).toEqual([expect.anything(), null]);
		const code = await codeOf(cohort);
		expect(await cohortPreview(world(), ada, code)).toMatchObject({ joined: 'on-earlier-words' });
		await join(ada, cohort);
		expect(await cohortPreview(world(), ada, code)).toMatchObject({ joined: 'as-offered' });
		expect(await activeShares(world(), { person: ada.id })).toHaveLength(1);
		await on('2026-12-15');
		expect([await seen(cohort), await seen(cohort, 'shown')]).not.toContain(null);
	});

	test('what was observed is counted from fifteen accepted Pratiques on, each at the level chosen', async () => {
		const cohort = await make('Automne');
		const badge = `practice-${DIMENSION}`;
		const applications: string[] = [];
		const group = await members(15, [cohort], [2, 4]);
		for (const one of group) {
			await shows(world(), one, DIMENSION);
			await trains(world(), one, DIMENSION, 180);
			const id = await startApplication(world(), one, { badge, locale: 'fr', key: key() });
			const evidence = {
				title: 'Journal',
				link: 'https://exemple.example/journal',
				training: null,
				reflection: 'J’ai animé le travail.',
			};
			await addEvidence(world(), one, id, { ...evidence, key: key() });
			await submitApplication(world(), one, id, { inBadge: false, key: key() });
			applications.push(id);
		}
		const levelOf = (at: number) => OBSERVED[at % OBSERVED.length]!;
		const accept = async (at: number) => {
			const word = { decision: 'accept', reason: 'Belle démarche.' } as const;
			const answer = { ...word, level: levelOf(at), key: key() };
			await decide(world(), people.berthe, applications[at]!, answer);
		};
		for (let at = 1; at < applications.length; at += 1) await accept(at);
		await on('2026-12-01');
		expect(await seen(cohort, 'observed')).toBeNull();
		await accept(0);
		await on('2026-12-15');
		expect(await seen(cohort, 'observed')).toEqual(
			await expected(group.map((one, at) => [one, levelOf(at)] as const)),
		);
	});
});

test('P9 small groups: from 10 to 20 people, what is shown is seldom what they said, and one band tells how many', () => {
	const secret = createSecretKey(Buffer.alloc(32, 7));
	const bands = new Set<string>();
	let [shown, exact, missed] = [0, 0, 0];
	for (let size = 10; size <= 20; size += 1) {
		for (let group = 0; group < 40; group += 1) {
			const levels = Array.from({ length: size }, (_, at) => PORTRAIT_LEVELS[(at * (group % 5) + at) % 4]!);
			const counted = levels.map((level, at) => lotsOf(secret, `${size}-${group}-${at}`, DIMENSION)[level]);
			const [seen, said] = [makePortraitFigure(counted, 10)!, makePortraitFigure(levels, 10, 0)!];
			const apart = PORTRAIT_LEVELS.map((level) => Math.abs(seen.shares[level] - said.shares[level]));
			bands.add(seen.band);
			shown += 1;
			if (apart.every((one) => one === 0)) exact += 1;
			missed += apart.reduce((sum, one) => sum + one, 0) / apart.length;
		}
	}
	expect([...bands]).toEqual(['10-29']);
	expect(exact / shown).toBeLessThan(0.25);
	expect(missed / shown).toBeGreaterThan(4);
});
