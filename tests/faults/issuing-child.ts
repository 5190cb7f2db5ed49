/**
 * One process that issues the badges of a plan and suffers its faults: `node issuing-child.ts PLAN LEDGER`. It begins as
 * the service does, by carrying on what is under way, then takes the plan from the first item the ledger does not name.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import Driver from 'better-sqlite3';
import { Refusal } from '#platform';
import { databaseFile, openWorld, readSettings, type World } from '#platform/server';
import type { IssuanceStep } from '#recognition';
import { decide, recogniseByRule, resumeIssuances } from '#recognition/server';
import { standingAward } from '../../src/recognition/server/award-store.ts';
import { worldAtStep } from './at-step.ts';
import type { Item } from './issuing-plan.ts';

const [planFile = '', ledgerFile = ''] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as readonly Item[];
const settings = readSettings(process.env);
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const world = openWorld(settings, quiet);

const note = (what: string, facts: object = {}) =>
	appendFileSync(ledgerFile, `${JSON.stringify({ what, ...facts })}\n`);

async function issue(inWorld: World, { person, decision }: Item): Promise<void> {
	if (!decision) return void (await recogniseByRule(inWorld, person, 'fr'));
	const { adviser, application, key } = decision;
	await decide(inWorld, adviser, application, { decision: 'accept', reason: '', key });
}

const has = async ({ person, badge }: Item) =>
	(await standingAward(world.db.read, person, badge)) !== undefined;

function die(n: number, step: IssuanceStep): never {
	note('hit', { n, step, kind: plan[n]?.fault?.kind });
	process.kill(process.pid, 'SIGKILL');
	for (;;);
}

class AnswerLost extends Error {}

/** Makes SQLite itself refuse the statement that stores a step, on this very database. */
function withAbort(step: IssuanceStep): () => void {
	const connection = new Driver(databaseFile(settings.dataDir));
	const refuse = `WHEN NEW.step = '${step}' BEGIN SELECT RAISE(ABORT, 'fault'); END`;
	connection.exec(`CREATE TRIGGER fault_insert BEFORE INSERT ON issuances ${refuse}`);
	connection.exec(`CREATE TRIGGER fault_update BEFORE UPDATE ON issuances ${refuse}`);
	return () => {
		connection.exec('DROP TRIGGER fault_insert; DROP TRIGGER fault_update');
		connection.close();
	};
}

/** Issues one badge with its fault; true if the fault was met. */
async function suffer(item: Item, n: number): Promise<boolean> {
	const { fault } = item;
	if (!fault) return (await issue(world, item), false);
	const at = (step: IssuanceStep, act: () => never) => void (step === fault.step && act());
	const hooks = {
		'kill-before': { before: (step: IssuanceStep) => at(step, () => die(n, step)) },
		'kill-after': { after: (step: IssuanceStep) => at(step, () => die(n, step)) },
		abort: {},
		'answer-lost': {
			after: (step: IssuanceStep) =>
				at(step, () => {
					throw new AnswerLost();
				}),
		},
	}[fault.kind];
	const undo = fault.kind === 'abort' ? withAbort(fault.step) : () => undefined;
	try {
		await issue(worldAtStep(world, hooks), item);
		return false;
	} catch (problem) {
		const cause = (problem as { cause?: { code?: string } }).cause ?? (problem as { code?: string });
		const met = problem instanceof AnswerLost || cause.code === 'SQLITE_CONSTRAINT_TRIGGER';
		if (!met) throw problem;
		note('hit', { n, step: fault.step, kind: fault.kind });
		return true;
	} finally {
		undo();
	}
}

const lines = existsSync(ledgerFile)
	? readFileSync(ledgerFile, 'utf8').trim().split('\n').filter(Boolean)
	: [];
const ledger = lines.map((line) => JSON.parse(line) as { what: string; n: number });
const killed = ledger.at(-1)?.what === 'hit' ? ledger.at(-1)?.n : undefined;
const done = ledger.filter(({ what }) => what === 'hit' || what === 'done').map(({ n }) => n);

const resumed = await resumeIssuances(world);
note('start', { resumed });
if (killed !== undefined) {
	const item = plan[killed] as Item;
	note(`killed-${(await has(item)) ? 'carried-on' : 'not-begun'}`, { n: killed });
	// The person tries again, whatever they were told: same form, same key.
	await issue(world, item);
}
for (let n = done.length === 0 ? 0 : Math.max(...done) + 1; n < plan.length; n += 1) {
	const item = plan[n] as Item;
	try {
		const met = await suffer(item, n);
		// One in two tries again at once; the others wait for the next start.
		if (met && n % 2 === 0) await issue(world, item);
	} catch (problem) {
		// Another process was faster, which is what a contest is for.
		if (!(problem instanceof Refusal) || problem.code !== 'recognition.already-decided') throw problem;
		note('faster', { n });
	}
	note('done', { n });
}
await resumeIssuances(world);
// What was refused before anything was stored: its person comes back.
for (const item of plan) if (!(await has(item))) await issue(world, item);
await world.db.close();
