import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { always } from '#tests/property';
import { erase as eraseIdentity } from '#identity/server';
import { fileSeal, type World } from '#platform/server';
import { eachDialect, type TestWorld } from '#tests/world';
import { worldAtStep } from '../../../../tests/faults/at-step.ts';
import { ISSUANCE_STEPS, type IssuanceStep } from '../../issuance.ts';
import { applicationById, reviewsOf } from '../../../applications/server/application-store.ts';
import { awardsOf } from '../award-store.ts';
import { cast, says, shows, trains } from '../../../../tests/recognised/cast.ts';
import { decide } from '../../../applications/server/review/decide.ts';
import { addEvidence } from '../../../applications/server/apply/edit-evidence.ts';
import { expectedValuesOf } from './expected-values.ts';
import { advanceIssuance, issuanceIdsUnderWay, issuanceIdsUnderWayByKey } from './issuance-store.ts';
import { issuanceById } from '../../../../tests/recognised/stored-issuance.ts';
import { resumeIssuances } from './issue-awards.ts';
import { verificationDataOf } from './lint-or-sign.ts';
import { callingThreadSigningPool } from './signing-pool.ts';
import { ensureIssuer } from '../issuers/issuers.ts';
import { haltIssuing, issuingHalts, resumeIssuing } from './issuing-halt.ts';
import { rotateKey } from '../issuers/issuer-keys.ts';
import { erase, personalData } from '../personal-data.ts';
import { publishIssuances } from './publish-issuance.ts';
import { signedText } from './signed-issuance.ts';
import { awardBadgesByRule } from '../../../applications/server/award-badges-by-rule.ts';
import { startApplication } from '../../../applications/server/apply/start-application.ts';
import { signedStatusList } from '../issuers/status-lists.ts';
import {
	submitApplication,
	withdrawApplication,
} from '../../../applications/server/apply/submit-application.ts';
import { tablesOf } from '../tables.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';

type People = Awaited<ReturnType<typeof cast>>;

class Fault extends Error {}

/** A world in which writing a step of an issuance fails, either before the step is stored or just after. */
const faulty = (world: World, step: IssuanceStep, when: 'before' | 'after') =>
	worldAtStep(world, {
		[when]: (reached: IssuanceStep) => {
			if (reached === step) throw new Fault();
		},
	});

eachDialect('issuing', (world) => {
	const key = () => world().newId();
	const underWay = async (person: string, badge: string) => {
		const wanted = { person, badge, translatedInto: undefined };
		return (await issuanceIdsUnderWayByKey(world().db.read, [wanted])).values().next().value;
	};

	async function ready(): Promise<People> {
		const people = await cast(world());
		await says(world(), people.ada, 'communication', 1);
		await trains(world(), people.ada, 'communication', 120);
		return people;
	}

	async function submitted({ ada }: People): Promise<string> {
		await says(world(), ada, 'collaboration', 2);
		await shows(world(), ada, 'collaboration');
		const badge = 'practice-collaboration';
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		await addEvidence(world(), ada, id, {
			title: 'Journal d’équipe',
			link: 'https://exemple.example/journal',
			training: null,
			reflection: 'J’ai animé l’écriture à plusieurs.',
			key: key(),
		});
		await submitApplication(world(), ada, id, { inBadge: true, key: key() });
		return id;
	}

	const accept = (inWorld: World, { bruno }: People, id: string, form = key()) =>
		decide(inWorld, bruno, id, {
			...{ decision: 'accept', level: 'intermediate', reason: 'Belle démarche.' },
			key: form,
		});

	/**
	 * Interrupts the issuing of an « Exploration » badge for Ada at a step; returns the id of its issuance.
	 */
	async function stopped(people: People, step: IssuanceStep, when: 'before' | 'after'): Promise<string> {
		await expect(awardBadgesByRule(faulty(world(), step, when), people.ada.id, 'fr')).rejects.toThrow(Fault);
		return (await underWay(people.ada.id, 'exploration-communication')) ?? '';
	}

	const oneValid = async (person: string) => {
		const awards = await awardsOf(world().db.read, person);
		expect(awards).toHaveLength(1);
		expect((await verifyFileOrText(world(), awards[0]?.credential ?? '')).verdict).toBe('valid');
		return awards[0];
	};

	afterEach(async () => {
		while ((await issuingHalts(world())).length > 0)
			for (const { institution } of await issuingHalts(world())) await resumeIssuing(world(), institution);
		await resumeIssuances(world());
		expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
	});

	const STOPS = ISSUANCE_STEPS.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]);

	test.each(STOPS)('stopped at %s, %s it is stored: the next start carries on', async (step, when) => {
		const people = await ready();
		const id = await submitted(people);
		const form = key();
		const asked = accept(faulty(world(), step, when), people, id, form);
		// At `published`, after it is stored, the award exists: the form gets its answer at once.
		if (step === 'published' && when === 'after') expect(await asked).toMatchObject({ decision: 'accept' });
		else await expect(asked).rejects.toThrow(Fault);
		const begun = !(step === 'intended' && when === 'before');
		const serial = await underWay(people.ada.id, 'practice-collaboration');
		expect(serial !== undefined).toBe(begun && !(step === 'published' && when === 'after'));
		const before = serial && (await issuanceById(world().db.read, serial));
		await resumeIssuances(world());
		if (!begun) expect(await awardsOf(world().db.read, people.ada.id)).toEqual([]);
		else expect((await applicationById(world().db.read, id))?.state).toBe('accepted');
		// The adviser, who got an error, sends the same form again and gets the award.
		const { award } = await accept(world(), people, id, form);
		const given = await oneValid(people.ada.id);
		expect(given?.id).toBe(award);
		if (before) expect(given).toMatchObject({ id: before.id, kid: before.kid, awardedAt: before.createdAt });
		const reviews = await reviewsOf(world().db.read, id);
		expect(reviews).toMatchObject([{ decision: 'accept', reason: 'Belle démarche.' }]);
	});

	test('several acceptances stopped once signed are resumed together; each form gets its own answer', async () => {
		const forms: { people: People; id: string; form: string }[] = [];
		for (let n = 0; n < 3; n += 1) {
			const people = await ready();
			const one = { people, id: await submitted(people), form: key() };
			await expect(accept(faulty(world(), 'signed', 'after'), people, one.id, one.form)).rejects.toThrow(
				Fault,
			);
			forms.push(one);
		}
		expect(await resumeIssuances(world())).toEqual({ published: 3, voided: 0, waiting: 0 });
		for (const { people, id, form } of forms) {
			const given = await oneValid(people.ada.id);
			expect(await accept(world(), people, id, form)).toEqual({ decision: 'accept', award: given?.id });
			expect(await reviewsOf(world().db.read, id)).toHaveLength(1);
		}
	});

	test('the same request again carries on what was stopped, under the same serial', async () => {
		const people = await ready();
		const serial = await stopped(people, 'linted', 'after');
		expect((await awardBadgesByRule(world(), people.ada.id, 'fr')).map(({ id }) => id)).toEqual([serial]);
		expect((await oneValid(people.ada.id))?.id).toBe(serial);
	});

	test('once signed, carried on by ten at once, the signature stays the one stored', async () => {
		const people = await ready();
		const serial = await stopped(people, 'signed', 'after');
		const stored = (await issuanceById(world().db.read, serial))?.proof ?? '';
		await Promise.all(Array.from({ length: 10 }, () => resumeIssuances(world())));
		const award = await oneValid(people.ada.id);
		expect(award?.credential).toContain(stored);
		expect(await issuanceById(world().db.read, serial)).toMatchObject({
			step: 'published',
			proof: stored,
			unsigned: null,
			intent: null,
		});
	});

	test('signing stopped before it is stored, then done again, gives the same signature', async () => {
		const people = await ready();
		const proofs: string[] = [];
		const serial = await stopped(people, 'intended', 'after');
		const stop = (inWorld: TestWorld) => ({
			...inWorld,
			db: {
				...inWorld.db,
				write: <T>(work: Parameters<typeof inWorld.db.write<T>>[0]) =>
					inWorld.db.write<T>(async (tx) => {
						const value = await work(tx);
						const now = await issuanceById(tx, serial);
						if (now?.proof) {
							proofs.push(now.proof);
							throw new Fault();
						}
						return value;
					}),
			},
		});
		await resumeIssuances(stop(world()));
		world().setNow(new Date(world().now().getTime() + 3_600_000));
		await resumeIssuances(stop(world()));
		await resumeIssuances(world());
		expect(proofs).toHaveLength(2);
		expect((await oneValid(people.ada.id))?.credential).toContain(proofs[0]);
		expect(proofs[1]).toBe(proofs[0]);
	});

	test('however many ask at the same time, there is one award', async () => {
		await always(
			{ 'several asked': 8, 'one of them met a fault': 1 },
			(met) =>
				fc.asyncProperty(
					fc.integer({ min: 2, max: 8 }),
					fc.option(fc.constantFrom(...STOPS), { nil: null }),
					async (n, stop) => {
						const people = await ready();
						const first = stop ? faulty(world(), stop[0], stop[1]) : world();
						const asked = await Promise.allSettled(
							Array.from({ length: n }, (_, i) =>
								awardBadgesByRule(i ? world() : first, people.ada.id, 'fr'),
							),
						);
						const given = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
						met('several asked', n > 1);
						met('one of them met a fault', stop !== null);
						expect(given.length).toBeLessThanOrEqual(1);
						await oneValid(people.ada.id);
					},
				),
			{ numRuns: 8 },
		);
	});

	test('two advisers accept at once: one decision, one award, the other hears that it is too late', async () => {
		const people = await ready();
		const id = await submitted(people);
		const answers = await Promise.allSettled(
			[people.bruno, people.berthe].map((who) =>
				decide(world(), who, id, {
					decision: 'accept',
					level: 'intermediate',
					reason: 'Belle démarche.',
					key: key(),
				}),
			),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const late = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(late.reason).toMatchObject({ code: 'recognition.already-decided' });
		expect(await reviewsOf(world().db.read, id)).toHaveLength(1);
		await oneValid(people.ada.id);
	});

	test('withdrawn while it was under way: voided, its entry is revoked and serves no more', async () => {
		const people = await ready();
		const id = await submitted(people);
		await expect(accept(faulty(world(), 'signed', 'after'), people, id)).rejects.toThrow(Fault);
		const serial = (await underWay(people.ada.id, 'practice-collaboration')) ?? '';
		const issuer = await ensureIssuer(world(), people.here.id);
		const before = await signedStatusList(world(), issuer, 1);
		await withdrawApplication(world(), people.ada, id, { key: key() });
		expect(await resumeIssuances(world())).toMatchObject({ voided: 1, published: 0 });
		expect(await issuanceById(world().db.read, serial)).toMatchObject({
			voided: 'decided-otherwise',
			unsigned: null,
			intent: null,
		});
		expect(await awardsOf(world().db.read, people.ada.id)).toEqual([]);
		expect((await signedStatusList(world(), issuer, 1)).etag).not.toBe(before.etag);
		await expect(accept(world(), people, id)).rejects.toMatchObject({ code: 'recognition.already-decided' });
	});

	test.each(['intended', 'linted', 'signed'] as const)(
		'changed in the database after %s: voided, never given',
		async (step) => {
			const people = await ready();
			const serial = await stopped(people, step, 'after');
			const { unsigned } = (await issuanceById(world().db.read, serial)) ?? {};
			const altered = unsigned?.replace('Exploration', 'Exploratiom') ?? '';
			expect(altered).not.toBe(unsigned);
			await world().db.write(async (tx) => {
				const { issuances } = tablesOf(tx);
				await tx.update(issuances).set({ unsigned: altered }).where(eq(issuances.id, serial));
			});
			expect(await resumeIssuances(world())).toEqual({ published: 0, voided: 1, waiting: 0 });
			expect(await issuanceById(world().db.read, serial)).toMatchObject({ voided: 'altered' });
			expect(await awardsOf(world().db.read, people.ada.id)).toEqual([]);
			expect(await awardBadgesByRule(world(), people.ada.id, 'fr')).toHaveLength(1);
			expect((await oneValid(people.ada.id))?.id).not.toBe(serial);
		},
	);

	test('each fact of the text is held against what was intended', async () => {
		const people = await ready();
		const serial = await stopped(people, 'intended', 'after');
		const one = await issuanceById(world().db.read, serial);
		const issuer = await ensureIssuer(world(), people.here.id);
		if (!one?.intent) throw new Error('Under way.');
		const lint = async (issuance: typeof one, by = issuer) => {
			const { unsigned: text, digest, createdAt } = issuance;
			const [result] = await callingThreadSigningPool.run({
				kind: 'lint',
				...(await verificationDataOf(world(), issuer, [one])),
				items: [{ text, digest, createdAt, expected: expectedValuesOf(issuance, by) }],
				open: null,
			});
			return result;
		};
		expect(await lint(one)).toEqual({ kind: 'sound', proof: null });
		const fault = { kind: 'fault', why: expect.stringContaining('was not issued') };
		const mutants = [
			{ ...one, id: key() },
			{ ...one, badge: 'exploration-collaboration' },
			{ ...one, statusIndex: one.statusIndex ^ 1 },
			{ ...one, statusList: 2 },
			{ ...one, createdAt: new Date(one.createdAt.getTime() + 1000) },
			{ ...one, intent: { ...one.intent, subject: 'urn:uuid:00000000-0000-4000-8000-000000000000' } },
			{ ...one, digest: '0'.repeat(64) },
		];
		for (const mutant of mutants) expect(await lint(mutant)).toMatchObject(fault);
		expect(await lint(one, { ...issuer, did: 'did:web:ailleurs.example' })).toMatchObject(fault);
	});

	test('no step is skipped or taken twice', async () => {
		const people = await ready();
		const serial = await stopped(people, 'intended', 'after');
		const at = world().now();
		await world().db.write(async (tx) => {
			expect(await advanceIssuance(tx, serial, { from: 'linted', to: 'signed', at, proof: '{}' })).toBe(
				false,
			);
			expect(await advanceIssuance(tx, serial, { from: 'intended', to: 'linted', at })).toBe(true);
			expect(await advanceIssuance(tx, serial, { from: 'intended', to: 'linted', at })).toBe(false);
		});
	});

	test('the key replaced while a badge is under way: another serial, signed with the new key', async () => {
		const people = await ready();
		const serial = await stopped(people, 'intended', 'after');
		const away = { ...world(), seal: fileSeal(`/tmp/no-such-folder-${key()}/seal.key`) };
		expect(await resumeIssuances(away)).toMatchObject({ waiting: 1 });
		await haltIssuing(world(), null, 'Rotation.');
		const { active, retired } = await rotateKey(world(), people.here.slug);
		await resumeIssuing(world(), null);
		expect(await issuanceById(world().db.read, serial)).toMatchObject({ voided: 'key-ended', kid: retired });
		await awardBadgesByRule(world(), people.ada.id, 'fr');
		const award = await oneValid(people.ada.id);
		expect(award?.id).not.toBe(serial);
		expect(award?.kid).toBe(active);
	});

	test('halted, nothing is issued and nothing is lost; verifying goes on; resumed, it ends', async () => {
		const people = await ready();
		const id = await submitted(people);
		await awardBadgesByRule(world(), people.ada.id, 'fr');
		const before = await oneValid(people.ada.id);
		const refused = { code: 'recognition.issuing-halted', status: 503 };

		await haltIssuing(world(), people.here.id, 'Clé perdue de vue.');
		await expect(accept(world(), people, id)).rejects.toMatchObject(refused);
		expect((await applicationById(world().db.read, id))?.state).toBe('submitted');
		expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
		expect((await verifyFileOrText(world(), before?.credential ?? '')).verdict).toBe('valid');
		const others = await ready();
		expect(await awardBadgesByRule(world(), others.ada.id, 'fr')).toHaveLength(1);
		expect(await resumeIssuing(world(), null)).toBe(false);
		expect(await resumeIssuing(world(), people.here.id)).toBe(true);

		// This time the whole service is halted, between two steps.
		const halting = worldAtStep(world(), {});
		const inner = halting.db.write;
		let writes = 0;
		const haltsSoon = {
			...halting,
			db: {
				...halting.db,
				async write<T>(work: Parameters<typeof inner<T>>[0]) {
					const value = await inner<T>(work);
					if ((writes += 1) === 2) await haltIssuing(world(), null, 'Incident.');
					return value;
				},
			},
		};
		await expect(accept(haltsSoon, people, id)).rejects.toMatchObject(refused);
		expect(await resumeIssuances(world())).toEqual({ published: 0, voided: 0, waiting: 1 });
		expect(await resumeIssuing(world(), null)).toBe(true);
		expect(await resumeIssuances(world())).toEqual({ published: 1, voided: 0, waiting: 0 });
		expect((await applicationById(world().db.read, id))?.state).toBe('accepted');
	});

	test('Ada leaves while a badge is under way: it ends, and nothing of hers stays', async () => {
		const people = await ready();
		const serial = await stopped(people, 'linted', 'after');
		expect(await personalData(world(), people.ada.id)).toMatchObject({
			underWay: [{ id: serial, badge: 'exploration-communication', step: 'linted' }],
		});
		await world().db.write((tx) => erase(tx, people.ada.id, { keepBadges: true, now: world().now() }));
		expect(await issuanceById(world().db.read, serial)).toMatchObject({
			voided: 'person-left',
			person: null,
			application: null,
			unsigned: null,
			intent: null,
		});
		expect(await resumeIssuances(world())).toEqual({ published: 0, voided: 0, waiting: 0 });
	});

	test.each(['intended', 'linted', 'signed'] as const)(
		'Bruno leaves after he accepted, at %s: the badge is given, and says nothing more of him',
		async (step) => {
			const people = await ready();
			const { ada, bruno } = people;
			const id = await submitted(people);
			await expect(accept(faulty(world(), step, 'after'), people, id)).rejects.toThrow(Fault);
			// The issuance still names Bruno when it is read here, before he leaves: publishing must read it
			// again.
			const [serial = ''] = await issuanceIdsUnderWay(world().db.read);
			const one = await issuanceById(world().db.read, serial);
			expect(JSON.stringify(one)).toContain(bruno.id);
			await world().db.write(async (tx) => {
				await erase(tx, bruno.id, { keepBadges: true, now: world().now() });
				await eraseIdentity(tx, bruno.id);
			});
			expect(JSON.stringify(await issuanceById(world().db.read, serial))).not.toContain(bruno.id);
			if (step === 'signed' && one)
				await world().db.write((tx) =>
					publishIssuances(tx, world(), [{ issuance: one, text: signedText(one) }]),
				);
			else expect(await resumeIssuances(world())).toEqual({ published: 1, voided: 0, waiting: 0 });
			expect((await applicationById(world().db.read, id))?.state).toBe('accepted');
			expect(await reviewsOf(world().db.read, id)).toMatchObject([{ decision: 'accept', reviewer: null }]);
			const [award] = (await awardsOf(world().db.read, ada.id)).filter(
				({ application }) => application === id,
			);
			expect(award).toMatchObject({ decidedBy: null, basis: { observed: expect.any(String) } });
			expect((await verifyFileOrText(world(), award?.credential ?? '')).verdict).toBe('valid');
		},
	);

	test('with its adviser there, a badge under way names them, and its form gets its answer again', async () => {
		const people = await ready();
		const id = await submitted(people);
		await expect(accept(faulty(world(), 'signed', 'after'), people, id)).rejects.toThrow(Fault);
		expect(await resumeIssuances(world())).toEqual({ published: 1, voided: 0, waiting: 0 });
		expect(await reviewsOf(world().db.read, id)).toMatchObject([{ reviewer: people.bruno.id }]);
	});
});
