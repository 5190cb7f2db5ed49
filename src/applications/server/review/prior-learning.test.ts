import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { cast, says, shows } from '../../../../tests/recognised/cast.ts';
import { readSignedBasis } from '../../../awards/signed-basis.ts';
import { awardById } from '../../../awards/server/award-store.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { addEvidence } from '../apply/edit-evidence.ts';
import { startApplication } from '../apply/start-application.ts';
import { submitApplication } from '../apply/submit-application.ts';
import { applicationForApplicant } from '../my-recognition.ts';
import { personalData } from '../personal-data.ts';
import { decide, type DecisionInput } from './decide.ts';

eachDialect('prior learning', (world) => {
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};
	const interview = { date: '2026-11-20', minutes: '45', shown: 'Elle a animé un atelier devant moi.' };

	/** Ada's application to have prior learning recognised waits, with a piece of evidence or without. */
	async function waiting(piece: boolean) {
		const people = await cast(world());
		const { ada } = people;
		await says(world(), ada, 'collaboration', 1);
		await shows(world(), ada, 'collaboration');
		const id = await startApplication(world(), ada, {
			...{ badge: 'practice-collaboration', locale: 'fr', kind: 'prior-learning', key: key() },
		});
		const evidence = { title: 'Journal', link: 'https://exemple.example/', training: null };
		if (piece) await addEvidence(world(), ada, id, { ...evidence, reflection: 'J’ai animé.', key: key() });
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		return { ...people, id };
	}
	const accepts = (set: Partial<DecisionInput> = {}): DecisionInput => ({
		...{ decision: 'accept', level: 'advanced', reason: 'La démarche se voit.', key: key() },
		...set,
	});

	test('without evidence, it is accepted on an interview only, which the signed badge tells', async () => {
		const { ada, bruno, id } = await waiting(false);
		await expect(decide(world(), bruno, id, accepts())).rejects.toMatchObject({
			...{ code: 'recognition.interview-missing', field: 'interviewShown' },
		});
		await expect(
			decide(world(), bruno, id, accepts({ interview: { ...interview, minutes: '' } })),
		).rejects.toMatchObject({ code: 'recognition.interview-minutes', field: 'interviewMinutes' });
		const { award } = await decide(world(), bruno, id, accepts({ interview }));
		const { basis, credential } = (await awardById(world().db.read, award ?? ''))!;
		expect(basis).toMatchObject({ evidence: 0, priorLearning: 'interview', interviewMinutes: 45 });
		expect((await verifyFileOrText(world(), credential ?? '')).verdict).toBe('valid');
		expect(credential).toContain('Reconnaissance des acquis');
		expect(credential).toContain('entrevue de 45');
		// What was shown stays between the person and the advisers.
		expect(credential).not.toContain('atelier');
		const steps = (await applicationForApplicant(world(), ada, id)).steps;
		expect(steps.at(-1)).toMatchObject({ kind: 'accept', interview: { ...interview, minutes: 45 } });
		expect(await personalData(world(), ada.id)).toMatchObject({
			applications: [{ kind: 'prior-learning', reviews: [{ interview: { shown: interview.shown } }] }],
		});
	});

	test.each([
		[undefined, 'evidence'],
		[interview, 'both'],
	] as const)('with evidence, and the interview %o', async (noted, priorLearning) => {
		const { bruno, id } = await waiting(true);
		const { award } = await decide(world(), bruno, id, accepts(noted && { interview: noted }));
		const { basis } = (await awardById(world().db.read, award ?? ''))!;
		expect(basis).toMatchObject({ evidence: 1, priorLearning });
		expect(basis?.interviewMinutes).toBe(noted ? 45 : undefined);
	});

	test('it is not offered where two advisers must see two contexts', async () => {
		const { ada } = await cast(world());
		await expect(
			startApplication(world(), ada, {
				...{ badge: 'transfer-collaboration', locale: 'fr', kind: 'prior-learning', key: key() },
			}),
		).rejects.toMatchObject({ status: 404 });
	});
});

test('what a badge says of prior learning is read back from its words', () => {
	const value = (id: string, text: string) => ({ id, value: text, level: null });
	const results = [
		...[{ id: 'observed', value: null, level: 'advanced' }, value('pieces', '0')],
		...[value('prior-learning', 'D’après une entrevue'), value('interview', '45')],
		value('decided-by', 'Une personne conseillère de l’établissement'),
		value('assessment', 'Entrevue avec une personne conseillère'),
		value('supervision', 'Non'),
		value('identity', 'Compte ouvert sur invitation, sans vérifier l’identité'),
	];
	expect(readSignedBasis(results)).toMatchObject({
		...{ priorLearning: 'interview', interviewMinutes: 45, assessment: 'interview' },
	});
	const odd = results.map((one) => (one.id === 'prior-learning' ? { ...one, value: 'Par magie' } : one));
	expect(readSignedBasis(odd)).toBeNull();
});
