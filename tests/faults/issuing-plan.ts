import type { PersonActor } from '#identity';
import { type World } from '#platform/server';
import { ISSUANCE_STEPS, type IssuanceStep } from '#awards';
import { addEvidence, startApplication, submitApplication } from '#applications/server';
import { cast, enter, says, shows, trains } from '../recognised/cast.ts';
import { awardRequestsForMany } from '../recognised/many.ts';

/**
 * The kinds of fault injected while a badge is issued, all of them real: the process dies by SIGKILL inside
 * the write unit (`kill-before`) or just after its commit (`kill-after`); a trigger makes SQLite abort the
 * statement (`abort`); the unit is committed but its caller gets an error (`answer-lost`).
 */
export const FAULTS = ['kill-before', 'kill-after', 'abort', 'answer-lost'] as const;
/**
 * The kinds of fault injected while badges are issued in batches: those of `FAULTS`, and the end of the
 * signing threads while they work.
 */
export const BATCH_FAULTS = [...FAULTS, 'thread-dies'] as const;
export type FaultKind = (typeof BATCH_FAULTS)[number];

export interface Fault {
	readonly step: IssuanceStep;
	readonly kind: FaultKind;
	/** The fault happens the `turn`-th time that the step is reached, counted from 1. */
	readonly turn: number;
}

/** A badge to issue under a fault, by a rule or by an adviser's decision. */
export interface Item {
	readonly person: string;
	readonly badge: string;
	/** Who decides on which application, under which idempotency key; null for a badge awarded by a rule. */
	readonly decision: {
		readonly adviser: PersonActor;
		readonly application: string;
		readonly key: string;
	} | null;
	readonly fault: Fault | null;
}

const KILLS = FAULTS.filter((kind) => kind.startsWith('kill'));
const ERRORS = FAULTS.filter((kind) => !kind.startsWith('kill'));

/**
 * The fault for item `n` of a plan: each step with each kind in turn. One in `every` kills the process; the
 * others are errors, since a kill costs a restart.
 */
function faultOf(n: number, every: number): Fault {
	const kinds = n % every === 0 ? KILLS : ERRORS;
	const turn = n % every === 0 ? n / every : n - Math.ceil(n / every);
	const step = ISSUANCE_STEPS[turn % ISSUANCE_STEPS.length] as IssuanceStep;
	const kind = kinds[Math.floor(turn / ISSUANCE_STEPS.length) % kinds.length] as FaultKind;
	return { step, kind, turn: 1 };
}

/**
 * Creates people who each meet the conditions of one badge, half of them by a rule and half with an
 * application that waits for Bruno; returns the badges to issue and their faults (one in `every` is a kill;
 * none when it is null).
 */
export async function planIssuing(
	world: World,
	count: number,
	every: number | null,
): Promise<readonly Item[]> {
	const { here, bruno } = await cast(world);
	const items: Item[] = [];
	for (let n = 0; n < count; n += 1) {
		const fault = every === null ? null : faultOf(n, every);
		const person = await enter(world, 'Ada', [
			{ institution: here.id, role: 'learner', audience: 'teacher' },
		]);
		if (Math.floor(n / 3) % 2 === 0) {
			await says(world, person, 'communication', 1);
			await trains(world, person, 'communication', 120);
			items.push({ person: person.id, badge: 'exploration-communication', decision: null, fault });
			continue;
		}
		const badge = 'practice-collaboration';
		await says(world, person, 'collaboration', 2);
		await shows(world, person, 'collaboration');
		const application = await startApplication(world, person, { badge, locale: 'fr', key: world.newId() });
		await addEvidence(world, person, application, {
			title: 'Journal d’équipe',
			link: 'https://exemple.example/journal',
			training: null,
			reflection: 'J’ai animé l’écriture à plusieurs.',
			key: world.newId(),
		});
		await submitApplication(world, person, application, { inBadge: n % 2 === 0, key: world.newId() });
		const decision = { adviser: bruno, application, key: world.newId() };
		items.push({ person: person.id, badge, decision, fault });
	}
	return items;
}

/** A batch of badges to issue together to these people, and the fault to inject. */
export interface Batch {
	readonly institution: string;
	readonly badge: string;
	readonly people: readonly string[];
	readonly fault: Fault | null;
}

/** How many badges a large batch has: more than the chunk of badges that one write unit stores. */
const LARGE = 110;

/**
 * Creates `count` people and divides them into batches that each meet one fault, so that every kind occurs at
 * every step. Where enough people are left, large batches meet theirs in a later chunk, while other chunks
 * are under way on other threads.
 */
export async function planBatches(world: World, count: number, faulty: boolean): Promise<readonly Batch[]> {
	const { here } = await cast(world);
	const wanted = await awardRequestsForMany(world, here.id, count);
	const people = wanted.map(({ person }) => person);
	const all = ISSUANCE_STEPS.flatMap((step) => BATCH_FAULTS.map((kind) => ({ step, kind })));
	const small = Math.max(2, Math.floor((count * 0.3) / all.length));
	const batch = (size: number, fault: Fault | null): Batch => ({
		...{ institution: here.id, badge: 'practice-collaboration', fault },
		people: people.splice(0, size),
	});
	if (!faulty) return [batch(count, null)];
	const batches = all.map((fault) => batch(small, { ...fault, turn: 1 }));
	for (let n = 0; people.length > 0; n += 1) {
		// A stride of 7 varies step and kind from one batch to the next.
		const fault = all[(n * 7) % all.length] as (typeof all)[number];
		batches.push(batch(LARGE, { ...fault, turn: people.length >= LARGE ? 2 : 1 }));
	}
	return batches;
}
