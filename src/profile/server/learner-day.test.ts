import { beforeAll, expect, test } from 'vitest';
import { chooseInSituation, chooseVersionAndMode, recordAnswer, situationOf } from '#assessment/server';
import { addEvidence, startApplication, submitApplication } from '#applications/server';
import { framework } from '#framework/server';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { learnerTodayPage } from './index.ts';

eachDialect('who is new on « Aujourd’hui »', (open) => {
	let institution = '';
	const learner = (name: string) =>
		newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }], name);
	const isNew = async (who: Awaited<ReturnType<typeof learner>>) =>
		(await learnerTodayPage(open(), who, '2026-01-01')).newcomer;

	beforeAll(async () => {
		const school = { slug: 'recit', name: 'École des Trois-Sources', kind: 'service-centre' } as const;
		({ id: institution } = await createInstitution(open(), school));
	});

	test('somebody who has just come; choosing how to answer changes nothing to it', async () => {
		const ada = await learner('Ada');
		expect(await isNew(ada)).toBe(true);
		await chooseVersionAndMode(open(), ada, { version: 'crcn-2019', mode: 'express', key: open().newId() });
		expect(await isNew(ada)).toBe(true);
	});

	test('once each dimension is placed, finishing Complet is no longer what to do first', async () => {
		const ada = await learner('Ada');
		const nextOf = async () => (await learnerTodayPage(open(), ada, '2026-01-01')).next;
		await chooseVersionAndMode(open(), ada, { version: 'crcn-2019', mode: 'complete', key: open().newId() });
		const [first, ...others] = framework('crcn-2019').dimensions.map(({ slug }) => slug);
		for (const slug of others)
			await recordAnswer(open(), ada, {
				...{ statement: `teacher-${slug}-2`, answer: 2, revision: 0, key: open().newId() },
			});
		expect(await nextOf()).toEqual({ kind: 'answer', dimension: first });
		const statement = `teacher-${first}-2`;
		await recordAnswer(open(), ada, {
			statement,
			answer: 'not-applicable',
			revision: 0,
			key: open().newId(),
		});
		expect(await nextOf()).toMatchObject({ kind: 'situation' });
	});

	test('a draft application that has all it needs only waits to be sent; without its evidence, it does not', async () => {
		const ada = await learner('Ada');
		const today = () => learnerTodayPage(open(), ada, '2026-01-01');
		for (const { slug } of framework('crcn-2019').dimensions)
			await recordAnswer(open(), ada, {
				...{ statement: `teacher-${slug}-2`, answer: 2, revision: 0, key: open().newId() },
			});
		const dimension = 'collaboration';
		const { choices } = situationOf('crcn-2019', 'teacher', dimension)!;
		await chooseInSituation(open(), ada, { dimension, choice: choices[0]!.id, key: open().newId() });
		expect(await today()).toMatchObject({ next: { kind: 'situation' }, ready: false });
		const id = await startApplication(open(), ada, {
			...{ badge: 'practice-collaboration', locale: 'fr', key: open().newId() },
		});
		expect(await today()).toMatchObject({ next: { kind: 'draft', application: id }, ready: false });
		const evidence = { title: 'Journal', link: 'https://exemple.example/journal', training: null };
		await addEvidence(open(), ada, id, { ...evidence, reflection: 'Ma part.', key: open().newId() });
		expect(await today()).toMatchObject({ next: { kind: 'draft', application: id }, ready: true });
		await submitApplication(open(), ada, id, { inBadge: false, key: open().newId() });
		expect((await today()).ready).toBe(false);
	});

	test('nobody who answered, in whatever version: Émile begins the other one', async () => {
		const emile = await learner('Émile');
		const statement = 'teacher-ethical-citizenship-2';
		await recordAnswer(open(), emile, { statement, answer: 2, revision: 0, key: open().newId() });
		expect(await isNew(emile)).toBe(false);
		open().setNow(new Date(open().now().getTime() + 60_000));
		await chooseVersionAndMode(open(), emile, { version: 'crcn-2019', mode: 'express', key: open().newId() });
		expect((await learnerTodayPage(open(), emile, '2026-01-01')).answering.answered).toBe(0);
		expect(await isNew(emile)).toBe(false);
	});

	test('nobody who only chose in a situation', async () => {
		const ines = await learner('Inès');
		const dimension = 'ethical-citizenship';
		const { choices } = situationOf('crcn-2019', 'teacher', dimension)!;
		await chooseInSituation(open(), ines, { dimension, choice: choices[0]!.id, key: open().newId() });
		expect(await isNew(ines)).toBe(false);
	});
});
