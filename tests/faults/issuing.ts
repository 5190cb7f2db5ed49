import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { databaseFile, openWorld, prepare, readSettings, type World } from '#platform/server';
import { ISSUANCE_STEPS } from '#recognition';
import { verifyGiven } from '#recognition/server';
import { applicationById, reviewsOf } from '../../src/recognition/server/application-store.ts';
import { awardsOf } from '../../src/recognition/server/award-store.ts';
import { allUnderWay, issuanceById } from '../../src/recognition/server/issuance-store.ts';
import { FAULTS, type Item, planIssuing } from './issuing-plan.ts';

const root = resolve(import.meta.dirname, '../..');

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
	seconds: number;
}

type Line = { what: string; n: number; step: string; kind: string };

/** Runs the child to its end, starting it again each time it is killed; how many times it was. */
async function run(plan: string, ledger: string, env: NodeJS.ProcessEnv): Promise<number> {
	for (let kills = 0; ; kills += 1) {
		const child = spawn(process.execPath, [join(import.meta.dirname, 'issuing-child.ts'), plan, ledger], {
			cwd: root,
			env,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.on('data', (bytes: Buffer) => void (said += String(bytes)));
		const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
			child.once('exit', (code, signal) => done([code, signal])),
		);
		if (code === 0) return kills;
		if (signal !== 'SIGKILL') throw new Error(`The child ended with ${code ?? signal}: ${said}`);
	}
}

/** Looks at one item's outcome; what is wrong with it, if anything. */
async function wrong(world: World, { person, badge, decision }: Item): Promise<string | undefined> {
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

/** Issues `badges` badges, each with one fault of its own, one in `killEvery` a SIGKILL; counts what is left. */
export async function issueUnderFaults(badges: number, killEvery = 10): Promise<IssuingCounts> {
	const began = performance.now();
	const folder = mkdtempSync(join(tmpdir(), 'macaron-issuing-'));
	const own = {
		DATA_DIR: join(folder, 'data'),
		KEY_FILE: join(folder, 'seal.key'),
		BADGES_DIR: join(root, 'badges'),
	};
	const settings = readSettings(own, root);
	prepare(settings);
	const world = openWorld(settings, { info: () => {}, warn: () => {}, error: () => {} });
	try {
		const env = { ...process.env, ...own, ORIGIN: '', PORT: '' };
		const written = (name: string, items: readonly Item[]) => {
			writeFileSync(join(folder, name), JSON.stringify(items));
			return join(folder, name);
		};
		const items = await planIssuing(world, badges, killEvery);
		const ledger = join(folder, 'ledger');
		const kills = await run(written('plan', items), ledger, env);

		const contested = await planIssuing(world, Math.max(6, Math.floor(badges / 50)), null);
		const plan = written('contested', contested);
		await Promise.all([1, 2, 3].map((n) => run(plan, join(folder, `ledger-${n}`), env)));

		const lines = readFileSync(ledger, 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Line);
		const count = (test: (line: Line) => boolean) => lines.filter(test).length;
		const hits = Object.fromEntries(
			ISSUANCE_STEPS.map((step) => [
				step,
				Object.fromEntries(
					FAULTS.map((kind) => [
						kind,
						count((line) => line.what === 'hit' && line.step === step && line.kind === kind),
					]),
				),
			]),
		);
		const faulty: string[] = [];
		for (const item of [...items, ...contested]) {
			const found = await wrong(world, item);
			if (found) faulty.push(`${item.badge} (${item.fault?.step} ${item.fault?.kind}): ${found}`);
		}
		const db = new Driver(databaseFile(settings.dataDir), { readonly: true });
		const one = (sql: string) => Number(db.prepare(sql).pluck().get());
		const entries =
			'SELECT issuer, status_list, status_index FROM issuances UNION ALL SELECT issuer, status_list, status_index FROM awards WHERE id NOT IN (SELECT id FROM issuances)';
		const statusEntries = one(`SELECT count(*) FROM (${entries})`);
		const distinct = one(`SELECT count(*) FROM (SELECT DISTINCT * FROM (${entries}))`);
		const counts: IssuingCounts = {
			badges: items.length,
			hits,
			neverHit: Object.entries(hits).flatMap(([step, kinds]) =>
				Object.entries(kinds).flatMap(([kind, n]) => (n === 0 ? [`${step} ${kind}`] : [])),
			),
			kills,
			carriedOn: count(({ what }) => what === 'killed-carried-on'),
			begunAnew: count(({ what }) => what === 'killed-not-begun'),
			oneValidAward: items.length + contested.length - faulty.length,
			faulty,
			voided: one('SELECT count(*) FROM issuances WHERE voided IS NOT NULL'),
			underWay: (await allUnderWay(world.db.read)).length,
			statusEntries,
			usedTwice: statusEntries - distinct,
			contested: contested.length,
			integrity: String(db.pragma('integrity_check', { simple: true })),
			seconds: Math.round((performance.now() - began) / 100) / 10,
		};
		db.close();
		return counts;
	} finally {
		await world.db.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Whether every badge came out once and whole, whatever happened to it, and every step was hit. */
export const survived = (counts: IssuingCounts): boolean =>
	counts.oneValidAward === counts.badges + counts.contested &&
	counts.neverHit.length === 0 &&
	counts.underWay === 0 &&
	counts.usedTwice === 0 &&
	counts.kills > 0 &&
	counts.integrity === 'ok';
