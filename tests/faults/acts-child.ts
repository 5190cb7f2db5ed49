/**
 * The program of a process that carries out an act and kills itself in one of its write units:
 * `node acts-child.js ACT DEATH`, both as JSON (`KilledAct`, `Death`). It ends by itself when there are fewer
 * units.
 */
import { flushCompileCache } from 'node:module';
import { jobsOnThisThread, openWorld, readSettings, type World } from '#platform/server';
import { closings } from '../../src/closings.ts';
import { listeners } from '../../src/listeners.ts';
import { mailWriters } from '../../src/mail-writers.ts';
import { carryOut, type Death, type KilledAct } from './killed-acts.ts';

// Written now: a process that is killed leaves no compile cache for those that follow.
flushCompileCache();
const [act = '', death = ''] = process.argv.slice(2);
const { unit, where } = JSON.parse(death) as Death;
const opened = await openWorld(
	readSettings(process.env),
	{ info() {}, warn() {}, error() {} },
	jobsOnThisThread,
	{
		listeners,
		mailWriters,
		closings,
	},
);

function die(): never {
	process.kill(process.pid, 'SIGKILL');
	for (;;);
}

let units = 0;
const world: World = {
	...opened,
	db: {
		...opened.db,
		async write(work) {
			const dies = (units += 1) === unit;
			const value = await opened.db.write(async (tx) => {
				const worked = await work(tx);
				if (dies && where === 'before') die();
				return worked;
			});
			if (dies && where === 'after') die();
			return value;
		},
	},
};
await carryOut(world, JSON.parse(act) as KilledAct);
await opened.db.close();
