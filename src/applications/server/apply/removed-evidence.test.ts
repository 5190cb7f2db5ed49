import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { type TestWorld, testWorld } from '#tests/world';
import { cast } from '../../../../tests/recognised/cast.ts';
import { evidenceOf } from '../application-store.ts';
import { applicationData } from '../index.ts';
import { addEvidence, removeEvidence } from './edit-evidence.ts';
import { eraseOldRemovedEvidence } from '../erase-old.ts';
import { eraseEvidenceForGood, putBackEvidence, recentlyRemovedEvidence } from './removed-evidence.ts';
import { startApplication } from './start-application.ts';
import { withdrawApplication } from './submit-application.ts';

const DAY = 24 * 3_600_000;
const notFound = { code: 'not-found', status: 404 };

let world: TestWorld;
let people: Awaited<ReturnType<typeof cast>>;
beforeAll(async () => {
	world = await testWorld();
	people = await cast(world);
});
afterAll(() => world.close());
const key = () => world.newId();

async function removed(badge: string) {
	const { ada } = people;
	const id = await startApplication(world, ada, { badge, locale: 'fr', key: key() });
	const piece = { title: 'Journal', link: 'https://exemple.example/j', training: null, reflection: 'Ceci.' };
	const evidence = await addEvidence(world, ada, id, { ...piece, key: key() });
	const [before] = await evidenceOf(world.db.read, id);
	await removeEvidence(world, ada, id, { evidence, key: key() });
	return { ada, id, evidence, before };
}

test('evidence taken out of an application is nowhere in it, and can be put back as it was for a day', async () => {
	const { ada, id, evidence, before } = await removed('practice-collaboration');
	expect(await evidenceOf(world.db.read, id)).toEqual([]);
	const until = new Date(world.now().getTime() + DAY);
	expect(await recentlyRemovedEvidence(world, ada, id)).toEqual([{ id: evidence, title: 'Journal', until }]);
	expect(JSON.stringify(await applicationData(world, ada.id))).toContain(until.toISOString());
	const back = { removed: evidence, key: key() };
	for (const who of [people.berthe, people.bruno]) {
		await expect(recentlyRemovedEvidence(world, who, id)).rejects.toMatchObject(notFound);
		await expect(putBackEvidence(world, who, id, back)).rejects.toMatchObject(notFound);
		await expect(eraseEvidenceForGood(world, who, id, back)).rejects.toMatchObject(notFound);
	}
	await expect(putBackEvidence(world, ANONYMOUS, id, back)).rejects.toMatchObject({ status: 401 });
	for (let twice = 0; twice < 2; twice += 1) expect(await putBackEvidence(world, ada, id, back)).toBe(true);
	expect(await evidenceOf(world.db.read, id)).toEqual([before]);
	await expect(putBackEvidence(world, ada, id, { ...back, key: key() })).rejects.toMatchObject(notFound);
});

test('no more than ten, and nothing once the application can no longer be changed', async () => {
	const { ada, id, evidence } = await removed('practice-communication');
	const piece = { title: 'Un', link: 'https://exemple.example/u', training: null, reflection: 'Ceci.' };
	for (let n = 0; n < 10; n += 1) await addEvidence(world, ada, id, { ...piece, key: key() });
	await expect(putBackEvidence(world, ada, id, { removed: evidence, key: key() })).rejects.toMatchObject({
		code: 'recognition.evidence-enough',
	});
	await withdrawApplication(world, ada, id, { key: key() });
	await expect(putBackEvidence(world, ada, id, { removed: evidence, key: key() })).rejects.toMatchObject({
		status: 409,
	});
});

test('erased at once when asked, and by itself after a day', async () => {
	const { ada, id, evidence } = await removed('practice-critical-thinking');
	expect(await eraseEvidenceForGood(world, ada, id, { removed: evidence, key: key() })).toBe(true);
	expect(await recentlyRemovedEvidence(world, ada, id)).toEqual([]);
	const other = await removed('practice-problem-solving');
	const begin = world.now();
	world.setNow(new Date(begin.getTime() + DAY - 1));
	await eraseOldRemovedEvidence(world);
	expect(await recentlyRemovedEvidence(world, ada, other.id)).toMatchObject([{ id: other.evidence }]);
	world.setNow(new Date(begin.getTime() + DAY));
	expect(await recentlyRemovedEvidence(world, ada, other.id)).toEqual([]);
	await eraseOldRemovedEvidence(world);
	world.setNow(begin);
	expect(await recentlyRemovedEvidence(world, ada, other.id)).toEqual([]);
});
