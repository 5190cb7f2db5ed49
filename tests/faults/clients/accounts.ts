import { sql } from 'drizzle-orm';
import {
	createAccountByMail,
	createAccountWithCode,
	createFirstInstitution,
	createInvitation,
	createSetupAddress,
	giveShare,
	setDisabled,
	setPassword,
	setRoles,
	signIn,
} from '#identity/server';
import type { PersonActor } from '#identity';
import { sharedLimit, type World } from '#platform/server';
import { erasePerson } from '#privacy/server';
import { mailingWorld } from '../../../src/identity/server/mailed-invitations/mailed.fixture.ts';
import { ATTEMPT_LIMITS } from '../../../src/identity/attempt-rules.ts';
import { administratorsOf, atOnce, numberOf, rowsOf, type Scenario, school, wrongIn } from './scenario.ts';

const PASSWORD = 'sept-chats-gris';

/** What a newcomer types, each another name. */
const typed = (world: World) => ({
	...{ username: `emile-${world.newId().slice(0, 12)}`, displayName: 'Émile', password: PASSWORD },
	locale: 'fr' as const,
});

const membersOf = (world: World, institution: string, role: string) =>
	numberOf(
		world,
		sql`select count(*) from memberships where institution = ${institution} and role = ${role} and ended_at is null`,
	);

/** Erases one's own account. */
const erase = (world: World, who: PersonActor) =>
	erasePerson(world, who, {
		...{ password: PASSWORD, confirmation: who.username, badges: 'revoke', key: world.newId() },
	});

/** The scenarios in which somebody comes, or leaves. */
export const ACCOUNTS: readonly Scenario[] = [
	{
		name: 'the last use of an invitation code',
		play: async (clients) => {
			const [world] = clients as [World];
			const { id, person } = await school(world);
			const code = await createInvitation(world, await person('administrator', 'Chloe'), {
				...{ institution: id, role: 'adviser', audience: null, days: 2, uses: 1, key: world.newId() },
			});
			const met = await atOnce(clients, (client, n) =>
				createAccountWithCode(client, {
					...{ ...typed(client), code, address: `10.0.0.${n}`, key: client.newId() },
				}),
			);
			const left = await numberOf(world, sql`select uses_left from invitations where institution = ${id}`);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					'uses left': [left, 0],
					advisers: [await membersOf(world, id, 'adviser'), 1],
				}),
			};
		},
	},
	{
		name: 'the last administrator, removed, closed or erased by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { id, person } = await school(world);
			const both = [await person('administrator', 'Chloe'), await person('administrator', 'Denise')];
			for (const one of both) await setPassword(world, one.id, PASSWORD);
			const met = await atOnce(clients, (client, n) => {
				const [me, other] = (n % 2 ? both : both.toReversed()) as [PersonActor, PersonActor];
				const key = client.newId();
				const way = Math.floor(n / 2) % 4;
				if (way === 0) return erase(client, me);
				if (way === 1) return setDisabled(client, me, { person: other.id, disabled: true, key });
				const given = { roles: ['learner'], audience: 'teacher', key } as const;
				return setRoles(client, me, { person: way === 2 ? other.id : me.id, ...given });
			});
			const left = await administratorsOf(world, id);
			return { ...met, wrong: wrongIn({ administrators: [left, 1] }) };
		},
	},
	{
		name: 'the first administrator, set up at one address',
		empties: true,
		play: async (clients) => {
			const [world] = clients as [World];
			await world.db.write(async (tx) => {
				const q = tx as unknown as { execute(query: unknown): Promise<unknown> };
				await q.execute(sql`truncate institutions, people, setup_tokens, idempotency_keys cascade`);
			});
			const token = ((await createSetupAddress(world)) ?? '').split('/').at(-1) ?? '';
			const met = await atOnce(clients, (client, n) =>
				createFirstInstitution(client, {
					...{ token, person: typed(client), key: client.newId() },
					institution: { name: `École ${n}`, slug: `ecole-${n}`, kind: 'service-centre' },
				}),
			);
			const count = (table: string) => numberOf(world, sql`select count(*) from ${sql.identifier(table)}`);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					institutions: [await count('institutions'), 1],
					people: [await count('people'), 1],
				}),
			};
		},
	},
	{
		name: 'an invitation by mail, accepted twice',
		play: async (clients) => {
			const [world] = clients as [World];
			const { id, person } = await school(world);
			const chloe = await person('administrator', 'Chloe');
			const mailing = mailingWorld(world);
			const email = `${world.newId()}@exemple.ca`;
			await mailing.invite(chloe, { institution: id, people: email });
			const token = await mailing.tokenFor(email);
			const met = await atOnce(clients, (client, n) =>
				createAccountByMail(client, { ...typed(client), token, address: `10.0.1.${n}`, key: client.newId() }),
			);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					advisers: [await membersOf(world, id, 'adviser'), 1],
					addresses: [await numberOf(world, sql`select count(*) from people where email = ${email}`), 1],
				}),
			};
		},
	},
	{
		name: 'two shares in force',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			const share = { person: ada.id, granteeKind: 'cohort', grantee: 'autumn', textVersion: '1' } as const;
			const met = await atOnce(clients, (client) => client.db.write((tx) => giveShare(tx, client, share)));
			const [found] = await rowsOf(
				world,
				sql`select count(*)::int as all, count(*) filter (where withdrawn_at is null)::int as open from shares where person = ${ada.id}`,
			);
			const all = { all: met.done.length, open: 1 };
			return {
				...met,
				wrong: wrongIn({ shares: [found, all], 'who did it': [met.done.length, clients.length] }),
			};
		},
	},
	{
		name: 'wrong passwords, once the free tries are used up',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			await setPassword(world, ada.id, PASSWORD);
			const address = `10.2.${world.now().getTime() % 250}.7`;
			const tried = (client: World) =>
				signIn(client, { identifier: ada.username, password: 'x', address }).then(
					() => 'in',
					({ code }: { code: string }) => code,
				);
			for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1) await tried(world);
			const after = new Date(world.now().getTime() + 60_000);
			const met = await atOnce(clients, (client) => tried({ ...client, now: () => after }));
			const looked = met.done.filter((code) => code === 'identity.wrong');
			return { ...met, wrong: wrongIn({ 'passwords looked at': [looked.length, 1] }) };
		},
	},
	{
		name: 'the last three of a limit that processes share',
		play: async (clients) => {
			const limit = { name: `drill-${clients[0]!.newId()}`, burst: 3, perSecond: 0.001, remembered: 9 };
			// One clock: one that is a moment behind another sees a little less than a whole token left.
			const at = clients[0]!.now();
			const met = await atOnce(clients, async (client) => {
				const { allowed } = await sharedLimit(limit)({ ...client, now: () => at }, '10.3.0.1');
				return allowed;
			});
			return { ...met, wrong: wrongIn({ allowed: [met.done.filter(Boolean).length, 3] }) };
		},
	},
];
