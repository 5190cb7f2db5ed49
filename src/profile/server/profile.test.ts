import { beforeAll, expect, test } from 'vitest';
import { recordAnswer } from '#assessment/server';
import { ANONYMOUS, type PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { personalData, ownProfileToday } from './index.ts';

let institution = '';

eachDialect('profiles', (open) => {
	const person = (name: string, role: 'learner' | 'adviser' = 'learner'): Promise<PersonActor> =>
		newcomer(open(), [{ institution, role, audience: role === 'learner' ? 'teacher' : null }], name);

	beforeAll(async () => {
		const school = { slug: 'recit', name: 'École des Trois-Sources', kind: 'service-centre' } as const;
		({ id: institution } = await createInstitution(open(), school));
	});

	test('nobody has answered yet: twelve empty dimensions, and nothing is invented', async () => {
		const profile = await ownProfileToday(open(), await person('idle'));
		expect(Object.keys(profile.marks)).toHaveLength(12);
		expect(new Set(Object.values(profile.marks).map((one) => JSON.stringify(one)))).toEqual(
			new Set(['{"said":"not-situated","shown":"not-situated","observed":null}']),
		);
		expect(profile).toMatchObject({
			strengths: [],
			toWorkOn: [],
		});
	});

	test('Ada’s answers give her strengths and, for what she may work on, one step each', async () => {
		const ada = await person('ada');
		const given = {
			'ethical-citizenship': 0,
			'technological-skills': 2,
			collaboration: 4,
			communication: 1,
		} as const;
		for (const [dimension, answer] of Object.entries(given)) {
			await recordAnswer(open(), ada, {
				statement: `teacher-${dimension}-2`,
				answer,
				revision: 0,
				key: open().newId(),
			});
		}
		const profile = await ownProfileToday(open(), ada);
		expect(profile.strengths).toEqual(['collaboration', 'technological-skills']);
		expect(profile.toWorkOn.map((one) => one.slug)).toEqual(['ethical-citizenship', 'communication']);
		for (const { nextStep } of profile.toWorkOn) {
			expect(nextStep?.fr.length).toBeGreaterThan(20);
			expect(nextStep?.en.length).toBeGreaterThan(20);
		}
		for (const { slug, said, shown, observed } of profile.dimensions) {
			expect(profile.marks[slug]).toEqual({ said, shown, observed });
		}
		expect(await personalData(open(), ada.id)).toMatchObject({
			marks: { collaboration: { said: 'advanced', shown: 'not-situated', observed: null } },
			strengths: profile.strengths,
		});
	});

	test('an adviser has no profile here, and anybody else must sign in', async () => {
		await expect(ownProfileToday(open(), await person('bruno', 'adviser'))).rejects.toMatchObject({
			status: 404,
		});
		await expect(ownProfileToday(open(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
	});
});
