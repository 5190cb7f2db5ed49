import type { PersonActor } from '#identity';
import { type World } from '#platform/server';
import { ISSUANCE_STEPS, type IssuanceStep } from '#recognition';
import { startApplication, submitApplication } from '#recognition/server';
import { addEvidence } from '#recognition/server';
import { cast, enter, says, shows, trains } from '../../src/recognition/server/cast.fixture.ts';

/**
 * What is done to a badge while it is issued, for real: the process dies by SIGKILL inside the write unit or just after
 * it is on the disk; SQLite aborts the statement (a trigger); the unit is stored and its answer lost.
 */
export const FAULTS = ['kill-before', 'kill-after', 'abort', 'answer-lost'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
	readonly step: IssuanceStep;
	readonly kind: FaultKind;
}

/** One badge to issue, by rule or by an adviser's decision, and what goes wrong on the way. */
export interface Item {
	readonly person: string;
	readonly badge: string;
	/** Null for a badge by rule. */
	readonly decision: {
		readonly adviser: PersonActor;
		readonly application: string;
		readonly key: string;
	} | null;
	readonly fault: Fault | null;
}

const KILLS = FAULTS.filter((kind) => kind.startsWith('kill'));
const ERRORS = FAULTS.filter((kind) => !kind.startsWith('kill'));

/** The faults in turn: each step with each kind. One in `every` kills the process, which costs a start. */
function faultOf(n: number, every: number): Fault {
	const kinds = n % every === 0 ? KILLS : ERRORS;
	const turn = n % every === 0 ? n / every : n - Math.ceil(n / every);
	const step = ISSUANCE_STEPS[turn % ISSUANCE_STEPS.length] as IssuanceStep;
	return { step, kind: kinds[Math.floor(turn / ISSUANCE_STEPS.length) % kinds.length] as FaultKind };
}

/** People who each meet the conditions of one badge: half by rule, half by an application that waits for Bruno. */
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
