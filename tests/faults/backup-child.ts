/**
 * The program that issues badges to new people in a data folder and revokes some, through the service's own
 * use cases, beside a running service. The arguments `8 3` issue eight and revoke three.
 */
import { randomUUID } from 'node:crypto';
import { createPerson, listInstitutions } from '#identity/server';
import { jobsOnThisThread, openWorld, readSettings } from '#platform/server';
import { issueAwards, revokeAward } from '#awards/server';
import { awardRequestFor } from '../recognised/many.ts';
import { closings } from '../../src/closings.ts';

const [howMany = 0, revoked = 0] = process.argv.slice(2).map(Number);
const world = await openWorld(
	readSettings(process.env),
	{ info: () => {}, warn: () => {}, error: () => {} },
	jobsOnThisThread,
	{ closings },
);
const [here] = await listInstitutions(world);
if (!here) throw new Error('There is no institution here.');
const wanted = [];
for (let n = 0; n < howMany; n += 1) {
	const memberships = [{ institution: here.id, role: 'learner', audience: 'teacher' }] as const;
	const username = `badge-${randomUUID().slice(0, 13)}`;
	wanted.push(
		awardRequestFor(world, await createPerson(world, { username, displayName: 'Ada', memberships }), here.id),
	);
}
const outcomes = await issueAwards(world, wanted);
const awards = outcomes.map((one) => {
	if (one.kind !== 'issued') throw new Error(JSON.stringify(one));
	return one.award;
});
for (const id of awards.slice(0, revoked))
	await revokeAward(world, { kind: 'operator' }, id, {
		reason: 'Donné par erreur, à reprendre.',
		key: world.newId(),
	});
await world.db.close();
