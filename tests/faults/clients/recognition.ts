import { sql } from 'drizzle-orm';
import {
	addEvidence,
	awardBadgesByRule,
	decide,
	startApplication,
	submitApplication,
} from '#applications/server';
import { ensureIssuer, issueAwards, planKey, rotateKey } from '#awards/server';
import { importBadge } from '#badges/server';
import type { World } from '#platform/server';
import { tokenSignerOf } from '../../../src/awards/server/issuers/token-keys.ts';
import { ownBadgeFile } from '../../../src/badges/server/own/own-badge.fixture.ts';
import { says, shows, trains } from '../../recognised/cast.ts';
import { awardRequestFor } from '../../recognised/many.ts';
import { atOnce, type Met, numberOf, rowsOf, type Scenario, school, together, wrongIn } from './scenario.ts';

const awardsOf = (world: World, person: string) =>
	numberOf(world, sql`select count(*) from awards where person = ${person} and revoked_at is null`);
const issuancesOpen = (world: World, person: string) =>
	numberOf(world, sql`select count(*) from issuances where person = ${person} and open_key is not null`);

/** How many keys the clients were given. */
const keysIn = ({ done }: Met) => new Set(done.map((key) => (key as { kid: string }).kid)).size;

/** The scenarios in which something is decided, signed or published. */
export const RECOGNITION: readonly Scenario[] = [
	{
		name: 'two active keys, of badges and of tokens',
		play: async (clients) => {
			const [world] = clients as [World];
			const { id } = await school(world);
			const issuers = await atOnce(clients, (client) => ensureIssuer(client, id));
			const issuer = await ensureIssuer(world, id);
			const tokens = await atOnce(clients, (client) => tokenSignerOf(client, issuer));
			const met = await atOnce(clients, (client, n) =>
				n % 2 ? rotateKey(client, issuer.slug) : planKey(client, issuer.slug),
			);
			const later = await atOnce(clients, (client) => tokenSignerOf(client, issuer));
			const keys = await rowsOf(
				world,
				sql`select algorithm, count(*) filter (where state = 'active')::int as active, count(*) filter (where state = 'planned') < 2 as planned
					from issuer_keys where issuer = ${issuer.id} group by algorithm order by algorithm`,
			);
			const one = { active: 1, planned: true };
			return {
				...together(issuers, tokens, met, later),
				wrong: wrongIn({
					issuers: [await numberOf(world, sql`select count(*) from issuers where institution = ${id}`), 1],
					'token keys at first, and after the rotation': [[tokens, later].map(keysIn), [1, 1]],
					keys: [
						keys,
						[
							{ algorithm: 'ES256', ...one },
							{ algorithm: 'Ed25519', ...one },
						],
					],
				}),
			};
		},
	},
	{
		name: 'one application, decided by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			const advisers = [await person('adviser', 'Bruno'), await person('adviser', 'Berthe')];
			await says(world, ada, 'collaboration', 2);
			await shows(world, ada, 'collaboration');
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			await addEvidence(world, ada, id, {
				...{ title: 'Journal', link: 'https://exemple.example/journal', training: null },
				...{ reflection: 'Ce que j’ai appris.', key: world.newId() },
			});
			await submitApplication(world, ada, id, { inBadge: false, key: world.newId() });
			const met = await atOnce(clients, async (client, n) => {
				const decision = (['accept', 'return', 'refuse'] as const)[n % 3]!;
				const reason = 'Voici ce que vos traces montrent.';
				const level = 'beginner';
				await decide(client, advisers[n % 2]!, id, { decision, level, reason, key: client.newId() });
				return decision;
			});
			const reviews = await rowsOf(world, sql`select decision from reviews where application = ${id}`);
			const states = { accept: 'accepted', return: 'returned', refuse: 'refused' } as const;
			const [decision] = met.done as readonly (keyof typeof states)[];
			const [application] = await rowsOf(world, sql`select state from applications where id = ${id}`);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					reviews: [reviews, [{ decision }]],
					state: [application, { state: decision && states[decision] }],
					badges: [await awardsOf(world, ada.id), decision === 'accept' ? 1 : 0],
					'left under way': [await issuancesOpen(world, ada.id), 0],
				}),
			};
		},
	},
	{
		name: 'the same badge, issued by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { id, person } = await school(world);
			const ada = await person('learner', 'Ada');
			await says(world, ada, 'communication', 1);
			await trains(world, ada, 'communication', 120);
			const met = await atOnce(clients, (client, n) =>
				n % 2
					? awardBadgesByRule(client, ada.id, 'fr')
					: issueAwards(client, [
							awardRequestFor(client, ada.id, id, { badge: 'exploration-communication' }),
						]),
			);
			return {
				...met,
				wrong: wrongIn({
					badges: [await awardsOf(world, ada.id), 1],
					'left under way': [await issuancesOpen(world, ada.id), 0],
				}),
			};
		},
	},
	{
		name: 'a version of an own badge, published by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { id, person } = await school(world);
			const chloe = await person('administrator', 'Chloe');
			const file = (name: string) => ownBadgeFile({ name: { fr: name, en: name } });
			await importBadge(world, chloe, { content: file('Robotique'), shown: 0, key: world.newId() });
			const met = await atOnce(clients, (client, n) =>
				importBadge(client, chloe, { content: file(`Robotique ${n}`), shown: 1, key: client.newId() }),
			);
			const [found] = await rowsOf(
				world,
				sql`select b.version, (select count(*)::int from own_badge_versions v where v.badge = b.id) as versions
					from own_badges b where b.institution = ${id}`,
			);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					stored: [found, { version: 2, versions: 2 }],
				}),
			};
		},
	},
];
