/**
 * The program of a process in which Ada logs a learning activity in a data folder, with three listeners to
 * that event. The process dies at the point that its argument names:
 * - `before-any`: no listener has heard;
 * - `before-effect`: a listener has not yet written its effect;
 * - `after-effect`: a listener's effect is stored, but not the fact that it heard;
 * - `nowhere`: it does not die.
 */
import { createInstitution } from '#identity/server';
import { jobsOnThisThread, openWorld, prepareDatabase, readSettings } from '#platform/server';
import { recordTraining } from '#training/server';
import { newcomer } from '../people.ts';
import { threeListen } from './three-listen.ts';

const [dies = 'nowhere'] = process.argv.slice(2);
const settings = readSettings(process.env);
await prepareDatabase(settings);
const world = await openWorld(settings, { info() {}, warn() {}, error() {} }, jobsOnThisThread, {
	listeners: threeListen((name, when) => {
		const die = { badges: dies === `${when}-effect`, notices: false, mail: false }[name];
		if (die) process.kill(process.pid, 'SIGKILL');
	}),
});
const { id: institution } = await createInstitution(world, {
	slug: 'erables',
	name: 'Érables',
	kind: 'service-centre',
});
const ada = await newcomer(world, [{ institution, role: 'learner', audience: 'teacher' }]);
// Die once the act is stored, before any listener hears of it.
if (dies === 'before-any') {
	const { write } = world.db;
	let stored = false;
	Object.assign(world.db, {
		write: async (work: Parameters<typeof write>[0]) => {
			const done = await write(work);
			if (stored) process.kill(process.pid, 'SIGKILL');
			return done;
		},
	});
	stored = true;
}
await recordTraining(world, ada, {
	...{ title: 'Un atelier', minutes: 60, date: '2026-11-20', kind: 'workshop' },
	...{ dimensions: ['collaboration'], reflection: '', link: null, key: world.newId() },
});
await world.db.close();
