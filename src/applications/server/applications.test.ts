import { CURRENT_VERSION, LEVELS } from '#framework';
import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { readApplicationAndRecordLook } from './review/application-for-review.ts';
import { reviewsOf, submissionsOf } from './application-store.ts';
import { awardById, awardsOf } from '../../awards/server/award-store.ts';
import { isBoundTo } from '../../awards/server/binding/bound-email.ts';
import { storeEmailVerified, updateDetails } from '../../identity/server/accounts/people-store.ts';
import { cast, says, shows, trains } from '../../../tests/recognised/cast.ts';
import { decide } from './review/decide.ts';
import { addEvidence, removeEvidence } from './apply/edit-evidence.ts';
import { applicationForApplicant, myBadges } from './my-recognition.ts';
import { observedLevelsByDimension } from '../../awards/server/observed.ts';
import { revokeAward } from '../../awards/server/revoke-award.ts';
import { reviewQueue, waitingApplicationCount } from './review/review-queue.ts';
import { startApplication } from './apply/start-application.ts';
import { submitApplication, withdrawApplication } from './apply/submit-application.ts';

type People = Awaited<ReturnType<typeof cast>>;

const badge = 'practice-collaboration';

eachDialect('applications', (world) => {
	/**
	 * Returns a new form key, and moves the clock forward so that each form is sent one second after the
	 * previous one.
	 */
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};

	/**
	 * Ada places herself at the intermediate level, does the situation, adds a piece of evidence and sends
	 * her application; returns its id.
	 */
	async function sent({ ada }: People, inBadge = false): Promise<string> {
		await says(world(), ada, 'collaboration', 2);
		await shows(world(), ada, 'collaboration');
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		await addEvidence(world(), ada, id, {
			title: 'Journal d’équipe',
			link: 'https://exemple.example/journal',
			training: null,
			reflection: 'J’ai animé l’écriture à plusieurs.',
			key: key(),
		});
		await submitApplication(world(), ada, id, { inBadge, key: key() });
		return id;
	}

	const answer = (decision: 'accept' | 'return' | 'refuse', reason = 'Belle démarche.') => ({
		decision,
		level: 'intermediate' as const,
		reason,
		key: key(),
	});

	test('Ada applies, Bruno sends it back, she completes, he accepts: a badge is hers and the level observed', async () => {
		const people = await cast(world());
		const { ada, bruno } = people;
		const id = await sent(people);
		expect(await waitingApplicationCount(world(), bruno)).toBe(1);
		const back = 'Montrez votre part dans le travail d’équipe.';
		await decide(world(), bruno, id, answer('return', back));
		expect((await applicationForApplicant(world(), ada, id)).application.state).toBe('returned');
		expect((await applicationForApplicant(world(), ada, id)).steps.at(-1)).toMatchObject({
			kind: 'return',
			reason: back,
		});
		expect(await waitingApplicationCount(world(), bruno)).toBe(0);
		await addEvidence(world(), ada, id, {
			title: 'Ma part',
			link: null,
			training: await trains(world(), ada, 'collaboration', 30),
			reflection: 'Voici ce que j’ai écrit.',
			key: key(),
		});
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		const { award } = await decide(world(), bruno, id, answer('accept'));
		const mine = await applicationForApplicant(world(), ada, id);
		expect(mine.application.state).toBe('accepted');
		expect(mine.award?.id).toBe(award);
		expect(mine.steps.map(({ kind }) => kind)).toEqual([
			'started',
			'submitted',
			'return',
			'submitted',
			'accept',
		]);
		expect((await observedLevelsByDimension(world(), ada.id, CURRENT_VERSION))['collaboration']?.level).toBe(
			'intermediate',
		);
		expect((await submissionsOf(world().db.read, id)).map(({ evidence }) => evidence.length)).toEqual([1, 2]);
	});

	test('the level observed is the one the adviser chose: in the badge, on its page, in the profile', async () => {
		for (const level of LEVELS) {
			const people = await cast(world());
			const { ada, bruno } = people;
			const id = await sent(people);
			const { award } = await decide(world(), bruno, id, { ...answer('accept'), level });
			expect(
				(await observedLevelsByDimension(world(), ada.id, CURRENT_VERSION))['collaboration']?.level,
			).toBe(level);
			expect((await applicationForApplicant(world(), ada, id)).steps.at(-1)).toMatchObject({
				...{ kind: 'accept', level, reason: 'Belle démarche.' },
			});
			const { credential, basis } = (await awardById(world().db.read, award ?? ''))!;
			expect(basis?.observed).toBe(level);
			const { credentialSubject } = JSON.parse(credential ?? '') as {
				credentialSubject: { result: { resultDescription: string; achievedLevel?: string }[] };
			};
			const observed = credentialSubject.result.find((one) => one.resultDescription.endsWith('observed'));
			expect(observed?.achievedLevel).toMatch(new RegExp(`${level}$`));
			await revokeAward(world(), bruno, award ?? '', { reason: 'Une erreur de ma part.', key: key() });
			expect(
				(await observedLevelsByDimension(world(), ada.id, CURRENT_VERSION))['collaboration']?.level,
			).toBeNull();
		}
	});

	test('an acceptance without a level or without a word is refused beside its field, and nothing is decided', async () => {
		const people = await cast(world());
		const id = await sent(people);
		const decided = (input: object) => decide(world(), people.bruno, id, { ...answer('accept'), ...input });
		await expect(decided({ level: null })).rejects.toMatchObject({
			...{ code: 'recognition.level-missing', field: 'level' },
		});
		await expect(decided({ reason: 'Bravo.' })).rejects.toMatchObject({
			...{ code: 'recognition.reason-missing', field: 'reason' },
		});
		expect((await applicationForApplicant(world(), people.ada, id)).application.state).toBe('submitted');
		// A level chosen before choosing to send it back is no level observed.
		await decided({ decision: 'return', reason: 'Montrez votre part du travail.' });
		expect(await reviewsOf(world().db.read, id)).toMatchObject([{ decision: 'return', level: null }]);
		// A page made before levels were chosen says what happened, once the application is decided.
		await expect(decided({ level: undefined, reason: '' })).rejects.toMatchObject({
			...{ code: 'recognition.already-decided', status: 409 },
		});
	});

	test('what is missing is said before anything is sent', async () => {
		const { ada } = await cast(world());
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const submit = () => submitApplication(world(), ada, id, { inBadge: false, key: key() });
		await expect(submit()).rejects.toMatchObject({ code: 'recognition.missing-said' });
		// The lowest answer is enough: what one says of oneself bars nobody.
		await says(world(), ada, 'collaboration', 1);
		await expect(submit()).rejects.toMatchObject({ code: 'recognition.missing-situation' });
		await shows(world(), ada, 'collaboration');
		await expect(submit()).rejects.toMatchObject({ code: 'recognition.missing-evidence' });
		const { requirements, application } = await applicationForApplicant(world(), ada, id);
		expect(requirements.map(({ rule, met }) => [rule, met])).toEqual([
			['said', true],
			['situation', true],
			['evidence', false],
		]);
		expect(application.state).toBe('draft');
	});

	test('evidence needs a title, something to look at and a reflection', async () => {
		const { ada } = await cast(world());
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const whole = { title: 'Journal', link: 'https://exemple.example/', training: null, reflection: 'Ceci.' };
		const add = (part: object) => addEvidence(world(), ada, id, { ...whole, ...part, key: key() });
		await expect(add({ title: '' })).rejects.toMatchObject({ field: 'title' });
		await expect(add({ link: null })).rejects.toMatchObject({ field: 'link' });
		await expect(add({ reflection: ' ' })).rejects.toMatchObject({ field: 'reflection' });
		expect((await applicationForApplicant(world(), ada, id)).evidence).toEqual([]);
		const kept = await add({});
		await removeEvidence(world(), ada, id, { evidence: kept, key: key() });
		expect((await applicationForApplicant(world(), ada, id)).evidence).toEqual([]);
	});

	test('sent twice with the same key, once is kept; evidence no longer changes', async () => {
		const people = await cast(world());
		const { ada, bruno } = people;
		await says(world(), ada, 'collaboration', 3);
		await shows(world(), ada, 'collaboration');
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const evidence = {
			title: 'T',
			link: 'https://exemple.example/',
			training: null,
			reflection: 'R',
			key: key(),
		};
		const [first, second] = [
			await addEvidence(world(), ada, id, evidence),
			await addEvidence(world(), ada, id, evidence),
		];
		expect(second).toBe(first);
		const submit = { inBadge: false, key: key() };
		await submitApplication(world(), ada, id, submit);
		await submitApplication(world(), ada, id, submit);
		expect(await submissionsOf(world().db.read, id)).toHaveLength(1);
		await expect(submitApplication(world(), ada, id, { inBadge: false, key: key() })).rejects.toMatchObject({
			status: 409,
		});
		await expect(removeEvidence(world(), ada, id, { evidence: first, key: key() })).rejects.toMatchObject({
			status: 409,
		});
		const accept = answer('accept');
		const once = await decide(world(), bruno, id, accept);
		expect(await decide(world(), bruno, id, accept)).toEqual(once);
		expect(await awardsOf(world().db.read, ada.id)).toHaveLength(1);
	});

	test('two advisers accept at once: one award, the other hears that it is decided', async () => {
		const people = await cast(world());
		const id = await sent(people);
		const answers = await Promise.allSettled(
			[people.bruno, people.berthe].map((adviser) => decide(world(), adviser, id, answer('accept'))),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const refused = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(refused.reason).toMatchObject({ code: 'recognition.already-decided', status: 409 });
		expect(await awardsOf(world().db.read, people.ada.id)).toHaveLength(1);
		expect(await reviewsOf(world().db.read, id)).toHaveLength(1);
	});

	test('nobody reviews their own application, nor one of another institution, nor a draft', async () => {
		const people = await cast(world());
		const { ada, bruno, chloe, denis } = people;
		await says(world(), bruno, 'collaboration', 2);
		await shows(world(), bruno, 'collaboration');
		const own = await startApplication(world(), bruno, { badge, locale: 'fr', key: key() });
		await addEvidence(world(), bruno, own, {
			title: 'T',
			link: 'https://exemple.example/',
			training: null,
			reflection: 'R',
			key: key(),
		});
		await submitApplication(world(), bruno, own, { inBadge: false, key: key() });
		expect(await waitingApplicationCount(world(), bruno)).toBe(0);
		const notFound = { code: 'not-found', status: 404 };
		await expect(decide(world(), bruno, own, answer('accept'))).rejects.toMatchObject(notFound);
		const id = await sent(people);
		for (const who of [ada, chloe, denis]) {
			await expect(decide(world(), who, id, answer('accept'))).rejects.toMatchObject(notFound);
			await expect(readApplicationAndRecordLook(world(), who, id)).rejects.toMatchObject(notFound);
		}
		const draft = await startApplication(world(), ada, {
			badge: 'practice-communication',
			locale: 'fr',
			key: key(),
		});
		await expect(readApplicationAndRecordLook(world(), bruno, draft)).rejects.toMatchObject(notFound);
		await expect(applicationForApplicant(world(), bruno, id)).rejects.toMatchObject(notFound);
		expect((await reviewQueue(world(), bruno, 1)).items.map((one) => one.id)).toEqual([id]);
		await expect(reviewQueue(world(), ada, 1)).rejects.toMatchObject(notFound);
	});

	test('a reason of ten characters is asked to send back or refuse; then Ada may apply again', async () => {
		const people = await cast(world());
		const { ada, bruno } = people;
		const id = await sent(people);
		for (const decision of ['return', 'refuse'] as const) {
			await expect(decide(world(), bruno, id, answer(decision, 'trop bref'))).rejects.toMatchObject({
				field: 'reason',
			});
		}
		await decide(world(), bruno, id, answer('refuse', 'La trace ne montre pas un travail à plusieurs.'));
		const again = await startApplication(world(), ada, { badge, locale: 'en', key: key() });
		expect(again).not.toBe(id);
		expect(await startApplication(world(), ada, { badge, locale: 'en', key: key() })).toBe(again);
		await withdrawApplication(world(), ada, again, { key: key() });
		const { badges } = await myBadges(world(), ada);
		expect(badges.find(({ definition }) => definition.id === badge)?.application?.state).toBe('withdrawn');
	});

	test('what Bruno reads is written in Ada’s journal, and what was withdrawn he reads no more', async () => {
		const people = await cast(world());
		const id = await sent(people);
		const seen = await readApplicationAndRecordLook(world(), people.bruno, id);
		expect(seen).toMatchObject({ name: 'Ada', decidable: true, days: 0 });
		expect(seen.sent.evidence).toHaveLength(1);
		const { accessJournalOf: accessesTo } = await import('#identity/server');
		expect(await accessesTo(world(), people.ada.id)).toMatchObject([
			{ what: 'application-read', by: 'Bruno' },
		]);
		await withdrawApplication(world(), people.ada, id, { key: key() });
		await expect(readApplicationAndRecordLook(world(), people.bruno, id)).rejects.toMatchObject({
			status: 404,
		});
		await expect(decide(world(), people.bruno, id, answer('accept'))).rejects.toMatchObject({
			code: 'recognition.already-decided',
		});
	});

	test('a badge bound to the address that was asked for, verified when it is given; otherwise to none', async () => {
		const verify = (person: string, email: string, verified: boolean) =>
			world().db.write(async (tx) => {
				await updateDetails(tx, person, { displayName: 'Ada', email }, { newAddress: true });
				if (verified) await storeEmailVerified(tx, person, world().now());
			});
		for (const [wanted, verified, bound] of [
			[true, true, true],
			[true, false, false],
			[false, true, false],
			[undefined, true, false],
		] as const) {
			const people = await cast(world());
			const { ada, bruno } = people;
			const email = `ada-${world().newId()}@exemple.qc.ca`;
			await verify(ada.id, email, true);
			const id = await sent(people);
			// Kept as it was last sent, with a piece of evidence or with the whole.
			await decide(world(), bruno, id, answer('return', 'Encore une trace, s’il vous plaît.'));
			const more = { title: 'Plan', link: 'https://exemple.example/p', training: null, reflection: 'Voici.' };
			await addEvidence(world(), ada, id, { ...more, bindsEmail: true, key: key() });
			expect(await applicationForApplicant(world(), ada, id)).toMatchObject({
				...{ application: { bindsEmail: true }, address: email },
			});
			await submitApplication(world(), ada, id, {
				...{ inBadge: false, key: key() },
				...(wanted !== undefined && { bindsEmail: wanted }),
			});
			await verify(ada.id, email, verified);
			await decide(world(), bruno, id, answer('accept'));
			const [award] = await awardsOf(world().db.read, ada.id);
			expect([award && isBoundTo(award, email), award?.bindsEmail]).toEqual([bound, wanted ?? false]);
		}
	});
});
