import { newcomer } from '#tests/people';
import type { TestWorld } from '#tests/world';
import type { Audience, Role } from '../actor.ts';
import { accessJournalOf, createInstitution } from './index.ts';

export const PASSWORD = 'la neige tombe sur Rimouski';

let count = 0;

const held = (institution: string, role: Role, audience: Audience | null = null) => ({
	institution,
	role,
	audience,
});

/** Creates an institution with a new name and the fields of `more`, and returns its id. */
const schoolIn = async (world: TestWorld, more = {}) =>
	(
		await createInstitution(world, {
			slug: `e-${(count += 1)}-${world.newId().slice(0, 8)}`,
			name: `École ${count}`,
			kind: 'service-centre',
			...more,
		})
	).id;

/** Makes two institutions and, in the first, Chloé (administrator), Ada (learner) and Bruno (adviser). */
export async function twoSchools(world: TestWorld) {
	const [here, there] = [await schoolIn(world), await schoolIn(world)];
	const chloe = await newcomer(world, [held(here, 'administrator')], 'Chloe');
	const ada = await newcomer(world, [held(here, 'learner', 'teacher')]);
	const bruno = await newcomer(world, [held(here, 'adviser')], 'Bruno');
	return { here, there, chloe, ada, bruno };
}

/** Helpers of the tests of accounts, for the world that `open` returns. */
export function inSchools(open: () => TestWorld) {
	const key = () => open().newId();
	/**
	 * A world in which `happen` runs just before every write unit, as if somebody else acted at that moment.
	 */
	const before = (happen: () => Promise<unknown>) => ({
		...open(),
		db: {
			...open().db,
			write: async <T>(work: Parameters<TestWorld['db']['write']>[0]): Promise<T> => {
				await happen();
				return (await open().db.write(work)) as T;
			},
		},
	});
	return {
		key,
		held,
		before,
		school: (more = {}) => schoolIn(open(), more),
		later: (milliseconds: number) => open().setNow(new Date(open().now().getTime() + milliseconds)),
		/** A world in which every write unit throws. */
		unwritten: () =>
			before(() => {
				throw new Error('Something is written.');
			}),
		lines: async (person: string) =>
			(await accessJournalOf(open(), person)).map(({ what, by, actor }) => ({ what, by, actor })),
		newPerson: <T extends object>(more: T) => ({
			...{
				username: `invitee-${(count += 1)}`,
				displayName: 'Émile',
				password: PASSWORD,
				locale: 'en' as const,
			},
			...{ address: `10.9.${count % 250}.1`, key: key() },
			...more,
		}),
	};
}
