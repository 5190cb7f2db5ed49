import { beforeEach, expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import {
	activeShares,
	changePlace,
	endAgreement,
	erase as eraseAccount,
	grantAgreement,
	peopleAccompanied,
	reloadActor,
	setDisabled,
	setRoles,
	shareHistoryOf,
} from '#identity/server';
import { callDueListeners, type DomainEvent, type World } from '#platform/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { updateDetails } from '../../../identity/server/accounts/people-store.ts';
import { inSchools, twoSchools } from '../../../identity/server/two-schools.fixture.ts';
import {
	acceptSlip,
	administeredCohort,
	administeredCohorts,
	advisedCohorts,
	closeCohort,
	cohortPreview,
	cohortsLeftAlone,
	cohortToHandOver,
	cohortVersion,
	createCohort,
	erase,
	forgetUnansweredSlips,
	handCohortOver,
	joinCohort,
	joinedCohorts,
	leaveCohort,
	offeredSlips,
	personalData,
	readCohortAndRecordLook,
	receivedCohorts,
	refreshListedPerson,
	slipOffersListener,
} from '../index.ts';
import { savePortrait, portraitOfCohort } from '../cohort-store.ts';

const DAY = 86_400_000;
const notFound = { code: 'not-found', status: 404 };

eachDialect('cohorts handed over', (open) => {
	const { held, key, school } = inSchools(open);
	let schools: Awaited<ReturnType<typeof twoSchools>>;
	let [odile, emile, stranger, boss]: PersonActor[] = [];
	let cohort: string;
	let code: string;

	/** Bruno advises a cohort where Ada and Émile share; Odile advises in the same school, `stranger` elsewhere. */
	beforeEach(async () => {
		schools = await twoSchools(open());
		const { here, there } = schools;
		odile = await newcomer(open(), [held(here, 'adviser')], 'Odile');
		emile = await newcomer(open(), [{ institution: here, role: 'learner', audience: 'teacher' }], 'Émile');
		stranger = await newcomer(open(), [held(there, 'adviser')], 'Gilles');
		boss = await newcomer(open(), [held(there, 'administrator')], 'Denise');
		cohort = await makeCohort('Automne');
		code = (await advisedCohorts(open(), schools.bruno))[0]!.joinCode;
		for (const who of [schools.ada, emile]) await joinCohort(open(), who, { code, key: key() });
	});

	const makeCohort = (name: string, who = schools.bruno) =>
		createCohort(open(), who, { name, audience: 'teacher', endsOn: null, key: key() });
	const shownTo = async (who: PersonActor) => (await cohortToHandOver(open(), who, cohort)).shown;
	const shownNow = async () => (await administeredCohort(open(), schools.chloe, cohort)).shown;
	const hand = async (who: PersonActor, to: PersonActor, more: { key?: string; shown?: string } = {}) =>
		handCohortOver(open(), who, {
			...{ cohort, adviser: to.id, key: more.key ?? key() },
			shown: more.shown ?? (await shownNow()),
		});
	const accept = async (who: PersonActor, more: { key?: string; shown?: string } = {}) =>
		acceptSlip(open(), who, {
			...{ cohort, key: more.key ?? key() },
			shown: more.shown ?? (await offeredSlips(open(), who))[0]?.shown ?? '',
		});
	/** Ends the cohort today, and goes to the day after. */
	const closeIt = async (who: PersonActor) => {
		const endsOn = open().now().toISOString().slice(0, 10);
		const shown = cohortVersion({ name: 'Automne', endsOn: null });
		await closeCohort(open(), who, { cohort, endsOn, shown, key: key() });
		open().setNow(new Date(open().now().getTime() + 2 * DAY));
	};
	const view = (who: PersonActor, page = 1, waiting = 1) =>
		readCohortAndRecordLook(open(), who, cohort, page, waiting);

	test('ends every share; the new adviser sees names alone until each person accepts, or leaves', async () => {
		const { ada, bruno } = schools;
		await open().db.write((tx) =>
			savePortrait(tx, cohort, {
				...{ date: '2026-11-15', madeAt: open().now(), least: 15 },
				...{ figures: {}, counted: new Map([[ada.id, ['said-a']]]) },
			}),
		);
		const once = { key: key(), shown: await shownTo(bruno) };
		await hand(bruno, odile!, once);
		expect(await activeShares(open(), { granteeKind: 'cohort', grantee: cohort })).toEqual([]);
		expect(await portraitOfCohort(open().db.read, cohort)).toBeUndefined();
		for (const who of [bruno, odile!]) expect(await peopleAccompanied(open().db.read, who.id)).toEqual([]);
		// The old adviser keeps nothing, and can do nothing more: neither by the same form, nor by another.
		await hand(bruno, odile!, once);
		await expect(view(bruno)).rejects.toMatchObject(notFound);
		await expect(hand(bruno, bruno)).rejects.toMatchObject(notFound);
		expect(await advisedCohorts(open(), bruno)).toEqual([]);
		// The new one sees who is asked.
		const seen = await view(odile!);
		expect(seen).toMatchObject({ counts: { people: 0, done: 0 }, members: [], portrait: null });
		expect(seen.asked).toEqual({ people: 2, names: ['Ada', 'Émile'], page: 1, pages: 1 });
		await expect(view(odile!, 1, 2)).rejects.toMatchObject(notFound);

		expect(await joinedCohorts(open(), ada)).toEqual([]);
		expect(await offeredSlips(open(), ada)).toMatchObject([
			{ id: cohort, name: 'Automne', endsOn: null, advisers: [{ name: 'Odile', service: null }] },
		]);
		const [slip] = await offeredSlips(open(), ada);
		const tapped = { key: key(), shown: slip!.shown };
		await accept(ada, tapped);
		await accept(ada, tapped);
		await leaveCohort(open(), emile!, { cohort, key: key() });
		const after = await view(odile!);
		expect(after.members).toMatchObject([{ name: 'Ada', progress: 'not-started' }]);
		expect(after.asked).toMatchObject({ people: 0, names: [] });
		expect(await peopleAccompanied(open().db.read, odile!.id)).toEqual([{ person: ada.id }]);
		expect(await offeredSlips(open(), ada)).toEqual([]);
		// Whoever left is not asked any more, and accepts nothing.
		await expect(accept(emile!, { shown: tapped.shown })).rejects.toMatchObject(notFound);
		expect(await shareHistoryOf(open().db.read, ada.id)).toHaveLength(2);
	});

	test('a slip says with whom: one read before the cohort changed hands again is not accepted', async () => {
		const { ada, bruno, chloe, here } = schools;
		const pauline = await newcomer(open(), [held(here, 'adviser')], 'Pauline');
		const joiner = await newcomer(
			open(),
			[{ institution: here, role: 'learner', audience: 'teacher' }],
			'Fatou',
		);
		const { shown: read } = await cohortPreview(open(), joiner, code);
		await hand(bruno, odile!);
		const stale = { code: 'cohort.slip-changed', status: 409 };
		await expect(joinCohort(open(), joiner, { code, shown: read, key: key() })).rejects.toMatchObject(stale);
		const [first] = await offeredSlips(open(), ada);
		await accept(emile!);
		await hand(chloe, pauline);
		await expect(accept(ada, { shown: first!.shown })).rejects.toMatchObject(stale);
		expect(await activeShares(open(), { granteeKind: 'cohort', grantee: cohort })).toEqual([]);
		// Whoever had accepted and whoever had not are asked alike.
		expect((await view(pauline)).asked.names).toEqual(['Ada', 'Émile']);
		await joinCohort(open(), ada, { code, key: key() });
		expect((await view(pauline)).asked.names).toEqual(['Émile']);
	});

	test('is for its advisers and the administrators of its institution, to somebody who advises there', async () => {
		const { ada, bruno, chloe } = schools;
		const shown = await shownNow();
		for (const who of [odile!, ada, chloe, stranger!, boss!])
			await expect(cohortToHandOver(open(), who, cohort)).rejects.toMatchObject(notFound);
		for (const who of [odile!, ada, stranger!, boss!])
			await expect(hand(who, odile!, { shown })).rejects.toMatchObject(notFound);
		await expect(
			handCohortOver(open(), ANONYMOUS, { cohort, adviser: odile!.id, shown, key: key() }),
		).rejects.toMatchObject({ status: 401 });
		for (const taker of [ada, stranger!, boss!, chloe])
			await expect(hand(chloe, taker, { shown })).rejects.toMatchObject({
				...{ code: 'cohort.adviser-unknown', field: 'adviser' },
			});
		await expect(hand(chloe, bruno, { shown })).rejects.toMatchObject({ code: 'cohort.adviser-same' });
		await expect(hand(chloe, odile!, { shown: 'other' })).rejects.toMatchObject({
			...{ code: 'cohort.changed', status: 409 },
		});
		expect(await activeShares(open(), { granteeKind: 'cohort', grantee: cohort })).toHaveLength(2);
		// The list and the page of another institution's administrator do not know it.
		expect((await administeredCohorts(open(), boss!)).cohorts).toEqual([]);
		await expect(administeredCohort(open(), boss!, cohort)).rejects.toMatchObject(notFound);
		for (const who of [bruno, ada])
			await expect(administeredCohorts(open(), who)).rejects.toMatchObject({ status: 404 });
		await hand(chloe, odile!, { shown });
		expect((await administeredCohort(open(), chloe, cohort)).advisers).toMatchObject([{ name: 'Odile' }]);
	});

	test('whoever lost the role between the page and the form hands nothing over', async () => {
		const { bruno, chloe } = schools;
		const shown = await shownTo(bruno);
		const session = await signedIn(open(), bruno);
		await setRoles(open(), chloe, { person: bruno.id, roles: ['learner'], audience: 'teacher', key: key() });
		await expect(hand(session, odile!, { shown })).rejects.toMatchObject(notFound);
		expect(await activeShares(open(), { granteeKind: 'cohort', grantee: cohort })).toHaveLength(2);
	});

	test('an administrator sees first the cohorts that nobody accompanies, and which would be', async () => {
		const { bruno, chloe } = schools;
		await makeCohort('Hiver', odile);
		const summary = async () =>
			(await administeredCohorts(open(), chloe)).cohorts.map(
				({ name, advisers, people }) => `${name} ${advisers.map((one) => one.name).join()} ${people}`,
			);
		expect(await summary()).toEqual(expect.arrayContaining(['Hiver Odile 0', 'Automne Bruno 2']));
		expect(await cohortsLeftAlone(open(), chloe, new Set([bruno.id]))).toEqual([
			{ id: cohort, name: 'Automne' },
		]);
		expect(await cohortsLeftAlone(open(), chloe, new Set([emile!.id]))).toEqual([]);
		await setDisabled(open(), chloe, { person: bruno.id, disabled: true, key: key() });
		expect((await summary())[0]).toBe('Automne  2');
		expect((await administeredCohorts(open(), chloe)).alone).toBe(1);
		await expect(administeredCohorts(open(), chloe, 2)).rejects.toMatchObject(notFound);
		await hand(chloe, odile!);
		expect(await administeredCohort(open(), chloe, cohort)).toMatchObject({ people: 2, asked: 2 });
		// His account opens again: the cohort does not come back to him.
		await setDisabled(open(), chloe, { person: bruno.id, disabled: false, key: key() });
		await expect(view(bruno)).rejects.toMatchObject(notFound);
	});

	test('an adviser of a RÉCIT service takes one only while the agreement lasts', async () => {
		const { ada, chloe, here } = schools;
		const service = await school({ kind: 'recit', name: 'Le service du RÉCIT' });
		const karine = await signedIn(open(), await newcomer(open(), [held(service, 'adviser')], 'Karine'));
		await expect(hand(chloe, karine)).rejects.toMatchObject({ code: 'cohort.adviser-unknown' });
		const agreement = await grantAgreement(open(), chloe, {
			...{ service, reviews: false, lastDay: null, key: key() },
		});
		expect((await administeredCohort(open(), chloe, cohort)).takers).toEqual(
			expect.arrayContaining([expect.objectContaining({ name: 'Karine', service: 'Le service du RÉCIT' })]),
		);
		await hand(chloe, karine);
		const now = () => reloadActor(open().db.read, karine, open().now());
		await changePlace(open(), await now(), here);
		expect((await view(await now())).asked.names).toEqual(['Ada', 'Émile']);
		await endAgreement(open(), chloe, { agreement, key: key() });
		await expect(view(await now())).rejects.toMatchObject(notFound);
		expect((await offeredSlips(open(), ada))[0]?.advisers).toEqual([]);
		expect((await administeredCohorts(open(), chloe)).alone).toBe(1);
	});

	test('a taker who shared in the cohort does not count in it, and one that is over changes no hands', async () => {
		const { bruno, here } = schools;
		const both = await newcomer(
			open(),
			[{ institution: here, role: 'learner', audience: 'teacher' }, held(here, 'adviser')],
			'Pauline',
		);
		await joinCohort(open(), both, { code, key: key() });
		await hand(bruno, both);
		expect((await view(both)).asked.names).toEqual(['Ada', 'Émile']);
		expect(await offeredSlips(open(), both)).toEqual([]);
		const shown = await shownTo(both);
		const last = await createCohort(open(), bruno, {
			...{ name: 'Brève', audience: 'teacher', endsOn: '2026-11-22', key: key() },
		});
		expect(shown).not.toBe('');
		const version = (await cohortToHandOver(open(), bruno, last)).shown;
		const before = open().now();
		open().setNow(new Date('2026-11-24T12:00:00Z'));
		const form = { cohort: last, adviser: odile!.id, shown: version, key: key() };
		await expect(handCohortOver(open(), bruno, form)).rejects.toMatchObject({ code: 'cohort.is-over' });
		open().setNow(before);
	});

	test('the new adviser is told, as long as they accompany it, in the institution where they act or another', async () => {
		const { here, bruno, chloe } = schools;
		const told: unknown[] = [];
		const heard = {
			hear: (_world: World, { person, about }: DomainEvent) =>
				Promise.resolve(void told.push([person, about['cohort']])),
		};
		const world: World = { ...open(), listeners: { 'handover.received': { heard } } };
		const form = { cohort, adviser: odile!.id, shown: await shownNow(), key: key() };
		await handCohortOver(world, bruno, form);
		await handCohortOver(world, bruno, form);
		while ((await callDueListeners(world)) > 0);
		expect(told).toEqual([[odile!.id, cohort]]);
		const names = async (who: PersonActor, ids = [cohort]) =>
			receivedCohorts(
				open(),
				await reloadActor(open().db.read, await signedIn(open(), who), open().now()),
				ids,
			);
		expect(await names(odile!)).toEqual([{ id: cohort, name: 'Automne', elsewhere: null }]);
		expect(await names(odile!, [])).toEqual([]);
		expect(await names(bruno)).toEqual([]);
		expect(await names(odile!, [cohort, await makeCohort('Hiver')])).toHaveLength(1);

		// Of somebody who acts elsewhere, by an agreement here.
		const service = await school({ kind: 'recit', name: 'Le service' });
		const agreed = { service, reviews: false, lastDay: null, key: key() };
		const agreement = await grantAgreement(open(), chloe, agreed);
		const karine = await newcomer(open(), [held(service, 'adviser')], 'Karine');
		await handCohortOver(world, chloe, {
			...{ cohort, adviser: karine.id, shown: await shownNow(), key: key() },
		});
		expect(await names(karine)).toMatchObject([
			{ name: 'Automne', elsewhere: expect.stringMatching(/École/) },
		]);
		await endAgreement(open(), chloe, { agreement, key: key() });
		expect(await names(karine)).toEqual([]);

		// An administrator who also advises takes it herself: she need not be told.
		const both = await newcomer(open(), [held(here, 'administrator'), held(here, 'adviser')], 'Zoé');
		await handCohortOver(world, both, {
			...{ cohort, adviser: both.id, shown: await shownNow(), key: key() },
		});
		while ((await callDueListeners(world)) > 0);
		expect(told).toEqual([
			[odile!.id, cohort],
			[karine.id, cohort],
		]);
		expect(await names(both)).toHaveLength(1);
		await closeIt(both);
		expect(await names(both)).toEqual([]);
	});

	test('each person is told once, some at a time, and again when it changes hands again', async () => {
		const { ada, bruno, chloe } = schools;
		const told: string[] = [];
		const world: World = {
			...open(),
			listeners: {
				'cohort.handed-over': { 'slip-offers': slipOffersListener },
				'slip.offered': {
					heard: {
						hear: (_world: World, { person, about }: DomainEvent) => {
							told.push(`${person} ${String(about['cohort'])}`);
							return Promise.resolve();
						},
					},
				},
			},
		};
		for (let at = 0; at < 49; at += 1)
			await joinCohort(
				open(),
				await newcomer(
					open(),
					[{ institution: schools.here, role: 'learner', audience: 'teacher' }],
					`Membre ${at}`,
				),
				{ code, key: key() },
			);
		const form = { cohort, adviser: odile!.id, shown: await shownNow(), key: key() };
		await handCohortOver(world, bruno, form);
		await handCohortOver(world, bruno, form);
		while ((await callDueListeners(world)) > 0);
		expect(told).toHaveLength(51);
		expect(new Set(told).size).toBe(51);
		expect(told).toContain(`${ada.id} ${cohort}`);
		expect((await view(odile!, 1, 2)).asked).toMatchObject({
			people: 51,
			pages: 2,
			names: [expect.any(String)],
		});
		await accept(ada);
		await handCohortOver(world, chloe, { cohort, adviser: bruno.id, shown: await shownNow(), key: key() });
		while ((await callDueListeners(world)) > 0);
		expect(told).toHaveLength(102);
	});

	test('what is kept of whoever is asked: a name that follows theirs, sixty days at most, in their copy, erased', async () => {
		const { ada, bruno } = schools;
		const before = open().now();
		await hand(bruno, odile!);
		expect(await personalData(open(), ada.id)).toMatchObject([
			{ cohort: 'Automne', leftAt: before.toISOString(), askedAnewAt: before.toISOString() },
		]);
		await open().db.write(async (tx) => {
			await erase(tx, emile!.id);
			await eraseAccount(tx, emile!.id);
		});
		expect((await view(odile!)).asked.names).toEqual(['Ada']);
		await open().db.write((tx) =>
			updateDetails(tx, ada.id, { displayName: 'Adèle', email: null }, { newAddress: false }),
		);
		await refreshListedPerson(open(), { name: 'identity.renamed', person: ada.id, about: {} });
		expect((await view(odile!)).asked.names).toEqual(['Adèle']);
		open().setNow(new Date(before.getTime() + 59 * DAY));
		await forgetUnansweredSlips(open());
		expect((await view(odile!)).asked.people).toBe(1);
		open().setNow(new Date(before.getTime() + 60 * DAY));
		expect(await offeredSlips(open(), ada)).toEqual([]);
		await expect(accept(ada)).rejects.toMatchObject(notFound);
		await forgetUnansweredSlips(open());
		expect((await view(odile!)).asked.people).toBe(0);
		open().setNow(before);
	});
});
