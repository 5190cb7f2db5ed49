/**
 * The program of a process in which one act queues two mails and records an event, and which then does what is
 * due. It kills itself at the step that its argument names (`Killed`); the step `handed` is the mail server's,
 * which kills it.
 */
import { flushCompileCache } from 'node:module';
import {
	callDueListeners,
	deliverDueMails,
	jobsOnThisThread,
	openWorld,
	queueMail,
	readSettings,
	recordEvent,
	runFormOnce,
	type World,
} from '#platform/server';
import { ACTED, HEARD, RECIPIENTS } from './killed-work.ts';
import { drillListeners, drillWriters } from './work-drill.ts';

// Written now: a process that is killed leaves no compile cache for those that follow.
flushCompileCache();
const [dies = ''] = process.argv.slice(2);
const settings = readSettings(process.env);
const opened = await openWorld(settings, { info() {}, warn() {}, error() {} }, jobsOnThisThread, {
	listeners: drillListeners(HEARD),
	mailWriters: drillWriters,
});

function die(): never {
	process.kill(process.pid, 'SIGKILL');
	for (;;);
}

/** The world, where the write units that follow store these steps, in this order. */
function storing(steps: readonly string[]): World {
	const left = [...steps];
	return {
		...opened,
		db: {
			...opened.db,
			async write(work) {
				const step = left.shift();
				const value = await opened.db.write(async (tx) => {
					const worked = await work(tx);
					if (step === dies.replace(' before ', ' ') && dies.includes(' before ')) die();
					return worked;
				});
				if (step === dies.replace(' after ', ' ') && dies.includes(' after ')) die();
				return value;
			},
		},
	};
}

const act = storing([dies.startsWith('mail') ? 'mail queued' : 'event recorded']);
await runFormOnce(act, { who: 'ada', action: ACTED, key: 'k'.repeat(26), sent: {} }, async (tx) => {
	for (const recipient of RECIPIENTS)
		await queueMail(tx, act, {
			...{ person: null, recipient, kind: 'drill', locale: 'fr', values: { secret: 'x' } },
			expiresAt: new Date(Date.now() + 86_400_000),
		});
	await recordEvent(tx, act, { name: 'training.recorded', person: 'ada', about: {} });
	return null;
});
if (dies.startsWith('event'))
	await callDueListeners(storing(['event taken', 'event heard', 'event removed']));
const sending = storing(['mail taken', 'mail ended']);
const { mailing } = sending;
await deliverDueMails({
	...sending,
	mailing: mailing && {
		...mailing,
		send: async (mail) => {
			const outcome = await mailing.send!(mail);
			if (dies === 'mail after answered') die();
			return outcome;
		},
	},
});
await opened.db.close();
