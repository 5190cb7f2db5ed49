import { expect, test } from 'vitest';
import { recordAnswer } from '#assessment/server';
import { framework } from '#framework/server';
import type { Actor, Role } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import {
	advisedCohorts,
	cohortFor,
	createCohort,
	erase,
	joinCohort,
	joinedCohorts,
	leaveCohort,
	offerOf,
} from './index.ts';

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
		expect(await offerOf(world(), ada, code)).toMatchObject({
			name: 'Automne 2026',
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
		await expect(cohortFor(world(), other, id)).rejects.toMatchObject({ status: 404 });
		await expect(cohortFor(world(), ada, id)).rejects.toMatchObject({ status: 404 });
		await expect(cohortFor(world(), { kind: 'anonymous' }, id)).rejects.toMatchObject({ status: 401 });

		await leaveCohort(world(), ada, { cohort: id, key: key() });
		expect((await cohortFor(world(), bruno, id)).members).toEqual([]);
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
		await expect(offerOf(world(), elsewhere.ada, code)).rejects.toMatchObject({
			code: 'cohort.code-unknown',
		});
		await expect(offerOf(world(), here.ada, 'zzzzzzzz')).rejects.toMatchObject({
			code: 'cohort.code-unknown',
		});
		const before = world().now();
		world().setNow(new Date('2026-12-02T15:00:00Z'));
		await expect(offerOf(world(), here.ada, code)).rejects.toMatchObject({ code: 'cohort.ended' });
		world().setNow(before);
	});

	test('the portrait appears at ten, stays frozen for one person, goes under ten, and forgets the erased', async () => {
		const { actor, bruno } = await people(world());
		const id = await createCohort(world(), bruno, {
			name: 'Groupe',
			audience: 'teacher',
			endsOn: null,
			key: key(),
		});
		const code = (await advisedCohorts(world(), bruno))[0]?.joinCode ?? '';
		const dimension = framework('crcn-2019').dimensions[0]?.slug ?? '';
		const group: (Actor & { kind: 'person' })[] = [];
		for (let n = 0; n < 10; n += 1) {
			const member = await actor(`Membre${n}`, 'learner');
			group.push(member);
			await recordAnswer(world(), member, {
				statement: `teacher-${dimension}-2`,
				answer: n % 2 ? 2 : 1,
				revision: 0,
				key: key(),
			});
			await joinCohort(world(), member, { code, key: key() });
			const { portrait } = await cohortFor(world(), bruno, id);
			expect(portrait === null).toBe(n < 9);
		}
		const first = (await cohortFor(world(), bruno, id)).portrait;
		expect(first?.sources.said[dimension]).toMatchObject({
			shown: true,
			band: '10-19',
			shares: { beginner: 50, intermediate: 50 },
		});
		const ada = await actor('Ada', 'learner');
		await recordAnswer(world(), ada, {
			statement: `teacher-${dimension}-2`,
			answer: 4,
			revision: 0,
			key: key(),
		});
		await joinCohort(world(), ada, { code, key: key() });
		expect((await cohortFor(world(), bruno, id)).portrait).toEqual(first);
		for (const member of group.slice(0, 2)) await leaveCohort(world(), member, { cohort: id, key: key() });
		expect((await cohortFor(world(), bruno, id)).portrait).toBeNull();
		await world().db.write((tx) => erase(tx, ada.id));
	});
});
