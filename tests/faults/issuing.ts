import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
	ensureKeyFile,
	databaseFile,
	jobsOnThisThread,
	openWorld,
	prepareDatabase,
	readSettings,
	type World,
} from '#platform/server';
import { issuanceIdsUnderWay } from '../../src/awards/server/issuing/issuance-store.ts';
import { databasesFolder } from '../in-memory.ts';
import { buildChildren } from './built-children.ts';
import {
	BATCH_FAULTS,
	type Batch,
	FAULTS,
	type FaultKind,
	type Item,
	planBatches,
	planIssuing,
} from './issuing-plan.ts';
import { countedIn, hitsIn, type IssuingCounts, type Line, together, wrong } from './issuing-outcome.ts';
import { closings } from '../../src/closings.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs a program that issues badges to its end, restarting it each time a fault kills it; returns the number
 * of kills.
 */
async function run(child: string, plan: string, ledger: string, env: NodeJS.ProcessEnv): Promise<number> {
	for (let kills = 0; ; kills += 1) {
		const started = spawn(process.execPath, [child, plan, ledger], {
			cwd: root,
			env,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		started.stderr.on('data', (bytes: Buffer) => void (said += String(bytes)));
		const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
			started.once('exit', (code, signal) => done([code, signal])),
		);
		if (code === 0) return kills;
		if (signal !== 'SIGKILL') throw new Error(`The child ended with ${code ?? signal}: ${said}`);
	}
}

/**
 * A way of issuing (one badge at a time, or in batches): its program, the kinds of fault, how to plan it, and
 * the people of a plan's item.
 */
interface Way<One> {
	readonly child: string;
	readonly kinds: readonly FaultKind[];
	plan(world: World, count: number, faulty: boolean): Promise<readonly One[]>;
	people(one: One): readonly Pick<Item, 'person' | 'badge' | 'decision'>[];
	about(one: One): string;
}

/**
 * Issues badges under faults in a new database, then other badges by three competing processes, and counts
 * the outcomes.
 */
async function suffer<One>(way: Way<One>, badges: number): Promise<IssuingCounts> {
	const folder = mkdtempSync(join(databasesFolder(), 'macaron-issuing-'));
	const own = {
		DATA_DIR: join(folder, 'data'),
		KEY_FILE: join(folder, 'seal.key'),
		BADGES_DIR: join(root, 'badges'),
	};
	const settings = readSettings(own, root);
	await prepareDatabase(settings);
	ensureKeyFile(settings.keyFile);
	const world = await openWorld(
		settings,
		{ info: () => {}, warn: () => {}, error: () => {} },
		jobsOnThisThread,
		{
			closings,
		},
	);
	try {
		// The compile cache is kept beside the bundled programs, so that it is deleted with them.
		const compiled = { NODE_COMPILE_CACHE: join(dirname(way.child), 'compiled') };
		const env = { ...process.env, ...own, ...compiled, ORIGIN: '', PORT: '' };
		const written = (name: string, items: readonly One[]) => {
			writeFileSync(join(folder, name), JSON.stringify(items));
			return join(folder, name);
		};
		const items = await way.plan(world, badges, true);
		const ledger = join(folder, 'ledger');
		const kills = await run(way.child, written('plan', items), ledger, env);

		const contested = await way.plan(world, Math.max(6, Math.floor(badges / 50)), false);
		const plan = written('contested', contested);
		await Promise.all([1, 2, 3].map((n) => run(way.child, plan, join(folder, `ledger-${n}`), env)));

		const lines = readFileSync(ledger, 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Line);
		const count = (what: string) => lines.filter((line) => line.what === what).length;
		const faulty: string[] = [];
		for (const one of [...items, ...contested]) {
			for (const person of way.people(one)) {
				const found = await wrong(world, person);
				if (found) faulty.push(`${way.about(one)}: ${found}`);
			}
		}
		const issued = (all: readonly One[]) => all.flatMap((one) => way.people(one)).length;
		return {
			badges: issued(items),
			hits: hitsIn(lines, way.kinds),
			neverHit: [],
			kills,
			carriedOn: count('killed-carried-on'),
			begunAnew: count('killed-not-begun'),
			oneValidAward: issued(items) + issued(contested) - faulty.length,
			faulty,
			underWay: (await issuanceIdsUnderWay(world.db.read)).length,
			contested: issued(contested),
			...countedIn(databaseFile(settings.dataDir)),
		};
	} finally {
		await world.db.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * The outcomes of issuing badges under faults, one at a time and in batches, and how long the run took (s).
 */
export interface BothWays {
	readonly oneAtATime: IssuingCounts;
	readonly together: IssuingCounts;
	readonly seconds: number;
}

const aboutFault = (badge: string, fault: Item['fault']) => `${badge} (${fault?.step} ${fault?.kind})`;

/**
 * Issues `badges` badges one at a time, each with a fault of its own (one in `killEvery` is a SIGKILL), and
 * as many in batches, each batch with a fault of its own. The single badges are split into two halves; two of
 * the three runs go on at the same time.
 */
export async function issueUnderFaults(badges: number, killEvery = 10): Promise<BothWays> {
	const began = performance.now();
	// The bundled programs are put inside the project, so that they find its packages.
	const built = join(root, 'node_modules', '.cache', `faults-${process.pid}`);
	mkdirSync(built, { recursive: true });
	try {
		const children = await buildChildren(built);
		const single: Way<Item> = {
			child: children.oneAtATime,
			kinds: FAULTS,
			plan: (world, count, faulty) => planIssuing(world, count, faulty ? killEvery : null),
			people: (item) => [item],
			about: ({ badge, fault }) => aboutFault(badge, fault),
		};
		const batches: Way<Batch> = {
			child: children.together,
			kinds: BATCH_FAULTS,
			plan: planBatches,
			people: ({ people, badge }) => people.map((person) => ({ person, badge, decision: null })),
			about: ({ badge, fault }) => aboutFault(badge, fault),
		};
		// Split only when each half still meets every fault at every step.
		const halves = badges >= 200 ? [Math.ceil(badges / 2), Math.floor(badges / 2)] : [badges];
		const first = halves.map((half) => () => suffer(single, half));
		const work = [() => suffer(batches, badges), ...first];
		const counted: IssuingCounts[] = [];
		const lane = async () => {
			for (let at = work.findIndex(Boolean); at >= 0; at = work.findIndex(Boolean)) {
				const next = work[at] as () => Promise<IssuingCounts>;
				delete work[at];
				counted[at] = await next();
			}
		};
		await Promise.all([lane(), lane()]);
		const [many, ...alone] = counted;
		if (!many) throw new Error('The batches were counted.');
		const seconds = Math.round((performance.now() - began) / 100) / 10;
		return { oneAtATime: together(alone), together: together([many]), seconds };
	} finally {
		rmSync(built, { recursive: true, force: true });
	}
}

const whole = (counts: IssuingCounts): boolean =>
	counts.oneValidAward === counts.badges + counts.contested &&
	counts.neverHit.length === 0 &&
	counts.underWay === 0 &&
	counts.usedTwice === 0 &&
	counts.kills > 0 &&
	counts.integrity === 'ok';

/** True when every badge was issued exactly once and whole, and every fault happened at every step. */
export const survived = (counts: BothWays): boolean => whole(counts.oneAtATime) && whole(counts.together);
