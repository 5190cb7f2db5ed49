import { createHash } from 'node:crypto';
import Driver from 'better-sqlite3';
import type { World } from '#platform/server';
import { ISSUANCE_STEPS } from '#awards';
import { verifyFileOrText } from '#verification/server';
import { applicationById, reviewsOf } from '../../src/applications/server/application-store.ts';
import { awardsOf } from '../../src/awards/server/award-store.ts';
import { issuanceById } from '../recognised/stored-issuance.ts';
import type { FaultKind, Item } from './issuing-plan.ts';

/** What a run of this drill counts, in which badges are issued while faults strike. */
export interface IssuingCounts {
	badges: number;
	/** How often each fault happened, by step of the issuance and by kind of fault. None may be 0. */
	hits: Record<string, Record<string, number>>;
	neverHit: string[];
	kills: number;
	/**
	 * After a kill: how many badges the next start finished by itself, and how many were begun anew because
	 * nothing of them was stored.
	 */
	carriedOn: number;
	begunAnew: number;
	/** How many people have exactly one active award, which verifies with the issuer's public key. */
	oneValidAward: number;
	/** Descriptions of all outcomes other than one valid award per person. Must stay empty. */
	faulty: string[];
	voided: number;
	underWay: number;
	statusEntries: number;
	/** How many status entries or serials were used twice. Must stay 0. */
	usedTwice: number;
	/** How many badges three processes tried to issue at the same time. */
	contested: number;
	integrity: string;
}

/**
 * A line of the ledger in which the processes of a run note what happens to them, such as a fault at a step.
 */
export interface Line {
	readonly what: string;
	readonly n: number;
	readonly step: string;
	readonly kind: string;
}

/** Checks that a person has exactly one valid award, as intended. Returns what is wrong, or undefined. */
export async function wrong(
	world: World,
	{ person, badge, decision }: Pick<Item, 'person' | 'badge' | 'decision'>,
): Promise<string | undefined> {
	const awards = (await awardsOf(world.db.read, person)).filter((one) => one.badge === badge);
	const [award] = awards;
	if (!award?.credential || awards.length !== 1) return `${awards.length} awards`;
	const { verdict } = await verifyFileOrText(world, award.credential);
	if (verdict !== 'valid') return `verdict ${verdict}`;
	const issuance = await issuanceById(world.db.read, award.id);
	const { proof, ...unsigned } = JSON.parse(award.credential) as { proof: [object] };
	const digest = createHash('sha256').update(JSON.stringify(unsigned), 'utf8').digest('hex');
	if (issuance?.digest !== digest) return 'signed something else than was intended';
	if (issuance.proof !== JSON.stringify(proof[0])) return 'another signature than the one stored';
	if (!decision) return undefined;
	const { application } = decision;
	const reviews = await reviewsOf(world.db.read, application);
	if (reviews.length !== 1) return `${reviews.length} reviews`;
	const state = (await applicationById(world.db.read, application))?.state;
	return state === 'accepted' && award.application === application ? undefined : `application ${state}`;
}

/** Counts in the ledger how often each fault happened, by step of the issuance and by kind of fault. */
export function hitsIn(lines: readonly Line[], kinds: readonly FaultKind[]) {
	const met = (step: string, kind: string) =>
		lines.filter((line) => line.what === 'hit' && line.step === step && line.kind === kind).length;
	const hits = Object.fromEntries(
		ISSUANCE_STEPS.map((step) => [step, Object.fromEntries(kinds.map((kind) => [kind, met(step, kind)]))]),
	);
	return hits;
}

const ENTRIES =
	'SELECT issuer, status_list, status_index FROM issuances UNION ALL SELECT issuer, status_list, status_index FROM awards WHERE id NOT IN (SELECT id FROM issuances)';

/**
 * Counts by plain SQL, independently of the product's own queries: voided issuances, status entries, entries
 * used twice, and SQLite's integrity.
 */
export function countedIn(file: string) {
	const db = new Driver(file, { readonly: true });
	const one = (sql: string) => Number(db.prepare(sql).pluck().get());
	const statusEntries = one(`SELECT count(*) FROM (${ENTRIES})`);
	const counts = {
		voided: one('SELECT count(*) FROM issuances WHERE voided IS NOT NULL'),
		statusEntries,
		usedTwice: statusEntries - one(`SELECT count(*) FROM (SELECT DISTINCT * FROM (${ENTRIES}))`),
		integrity: String(db.pragma('integrity_check', { simple: true })),
	};
	db.close();
	return counts;
}

const sum = (all: readonly IssuingCounts[], of: (one: IssuingCounts) => number) =>
	all.reduce((total, one) => total + of(one), 0);

/** Adds up the counts of several runs that issue badges under faults; throws if there are none. */
export function together(all: readonly IssuingCounts[]): IssuingCounts {
	const [first] = all;
	if (!first) throw new Error('Nothing was counted.');
	const hits = Object.fromEntries(
		Object.entries(first.hits).map(([step, kinds]) => [
			step,
			Object.fromEntries(
				Object.keys(kinds).map((kind) => [kind, sum(all, (one) => one.hits[step]?.[kind] ?? 0)]),
			),
		]),
	);
	return {
		badges: sum(all, (one) => one.badges),
		hits,
		neverHit: Object.entries(hits).flatMap(([step, kinds]) =>
			Object.entries(kinds).flatMap(([kind, n]) => (n === 0 ? [`${step} ${kind}`] : [])),
		),
		kills: sum(all, (one) => one.kills),
		carriedOn: sum(all, (one) => one.carriedOn),
		begunAnew: sum(all, (one) => one.begunAnew),
		oneValidAward: sum(all, (one) => one.oneValidAward),
		faulty: all.flatMap((one) => one.faulty),
		voided: sum(all, (one) => one.voided),
		underWay: sum(all, (one) => one.underWay),
		statusEntries: sum(all, (one) => one.statusEntries),
		usedTwice: sum(all, (one) => one.usedTwice),
		contested: sum(all, (one) => one.contested),
		integrity: all.find(({ integrity }) => integrity !== 'ok')?.integrity ?? 'ok',
	};
}
