import { createHash } from 'node:crypto';
import Driver from 'better-sqlite3';
import type { World } from '#platform/server';
import { ISSUANCE_STEPS } from '#awards';
import { verifyGiven } from '#verification/server';
import { applicationById, reviewsOf } from '../../src/applications/server/application-store.ts';
import { awardsOf } from '../../src/awards/server/award-store.ts';
import { issuanceById } from '../../src/awards/server/issuing/issuance-store.ts';
import type { FaultKind, Item } from './issuing-plan.ts';

/** What was counted while badges were issued under faults. */
export interface IssuingCounts {
	badges: number;
	/** Faults met, by step and by kind. None may be 0. */
	hits: Record<string, Record<string, number>>;
	neverHit: string[];
	kills: number;
	/** After a kill: carried on by the next start alone, or not begun (nothing was stored) and begun anew. */
	carriedOn: number;
	begunAnew: number;
	/** People with exactly one award that stands, verified with the public key. */
	oneValidAward: number;
	/** Everything that is not so, in words. Must stay empty. */
	faulty: string[];
	voided: number;
	underWay: number;
	statusEntries: number;
	/** Entries or serials used twice. Must stay 0. */
	usedTwice: number;
	/** Badges that three processes tried to issue at the same time. */
	contested: number;
	integrity: string;
}

/** A line of the ledger. */
export interface Line {
	readonly what: string;
	readonly n: number;
	readonly step: string;
	readonly kind: string;
}

/** Looks at one person's outcome; what is wrong with it, if anything. */
export async function wrong(
	world: World,
	{ person, badge, decision }: Pick<Item, 'person' | 'badge' | 'decision'>,
): Promise<string | undefined> {
	const awards = (await awardsOf(world.db.read, person)).filter((one) => one.badge === badge);
	const [award] = awards;
	if (!award?.credential || awards.length !== 1) return `${awards.length} awards`;
	const { verdict } = await verifyGiven(world, award.credential);
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

/** The faults that were met, by step and kind. */
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

/** What SQL counts in the database itself. */
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

/** Several counts as one. */
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
