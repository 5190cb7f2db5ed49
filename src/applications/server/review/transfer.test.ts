import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { cast, says, shows } from '../../../../tests/recognised/cast.ts';
import { awardById } from '../../../awards/server/award-store.ts';
import { submissionsOf } from '../application-store.ts';
import { addEvidence, changeEvidence, evidenceToChange } from '../apply/edit-evidence.ts';
import { startApplication } from '../apply/start-application.ts';
import { submitApplication } from '../apply/submit-application.ts';
import { applicationForApplicant } from '../my-recognition.ts';
import { decide } from './decide.ts';

eachDialect('a Transfert', (world) => {
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};

	test('asks two contexts, one piece shared, and two advisers who observe the advanced level', async () => {
		const { ada, bruno, berthe } = await cast(world());
		await says(world(), ada, 'collaboration', 1);
		await shows(world(), ada, 'collaboration');
		const badge = 'transfer-collaboration';
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const piece = { title: 'Journal', link: 'https://exemple.example/', training: null };
		const add = (set: object) =>
			addEvidence(world(), ada, id, { ...piece, reflection: 'J’ai animé.', ...set, key: key() });
		const submit = () => submitApplication(world(), ada, id, { inBadge: false, key: key() });
		await add({ context: 'Groupe 12' });
		await expect(submit()).rejects.toMatchObject({ code: 'recognition.missing-evidence' });
		const second = await add({ title: 'Guide', context: 'groupe 12' });
		await expect(submit()).rejects.toMatchObject({ code: 'recognition.missing-contexts' });
		const change = async (set: object) => {
			const { version } = await evidenceToChange(world(), ada, id, second);
			const content = { ...piece, title: 'Guide', reflection: 'J’ai repris.', ...set };
			await changeEvidence(world(), ada, id, { ...content, evidence: second, version, key: key() });
		};
		await change({ context: 'Comité' });
		await expect(submit()).rejects.toMatchObject({ code: 'recognition.missing-shared-evidence' });
		await change({ context: 'Comité', shared: true });
		expect((await applicationForApplicant(world(), ada, id)).requirements.every(({ met }) => met)).toBe(true);
		await submit();
		expect((await submissionsOf(world().db.read, id)).at(-1)?.evidence).toMatchObject([
			{ title: 'Journal', context: 'Groupe 12' },
			{ title: 'Guide', context: 'Comité', shared: true },
		]);

		const accept = (level: 'intermediate' | 'advanced') =>
			({ decision: 'accept', level, reason: 'Ce que j’ai vu.', key: key() }) as const;
		await expect(decide(world(), bruno, id, accept('intermediate'))).rejects.toMatchObject({
			...{ code: 'recognition.level-too-low', field: 'level' },
		});
		await decide(world(), bruno, id, accept('advanced'));
		const { award } = await decide(world(), berthe, id, accept('advanced'));
		const { basis, credential } = (await awardById(world().db.read, award ?? ''))!;
		expect(basis).toMatchObject({ said: 'beginner', observed: 'advanced', evidence: 2, agreement: 'apart' });
		expect(credential).toContain('Compétence numérique – Collaboration (Transfert, niveau avancé)');
	});
});
