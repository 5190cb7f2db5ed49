import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { OtherContent } from '#platform';
import { testWorld, type TestWorld } from '#tests/world';
import {
	addApplication,
	applicationById,
	evidenceOf,
	moveApplication,
	submissionsOf,
} from '../application-store.ts';
import { says, shows, trains } from '../../../../tests/recognised/cast.ts';
import { addEvidence, removeEvidence } from './edit-evidence.ts';
import { applicationAt, awardAt, neighbours } from '../../../../tests/recognised/neighbours.ts';
import { addAwards } from '../../../awards/server/award-store.ts';
import { startApplication } from './start-application.ts';
import { submitApplication, withdrawApplication } from './submit-application.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const notFound = { code: 'not-found', status: 404 };
const changed = { code: 'recognition.changed-meanwhile', status: 409 };
const key = () => world.newId();
const read = () => world.db.read;

/** Somebody new, with a draft. */
async function drafting(badge = 'practice-collaboration') {
	const person = await people.here.learner('Ada');
	const application = applicationAt(world, people.here, person.id, { badge });
	await world.db.write((tx) => addApplication(tx, application));
	return { person, id: application.id };
}
const whole = { title: 'Journal', link: 'https://exemple.example/', training: null, reflection: 'Ceci.' };
const listed = async (id: string) => (await evidenceOf(read(), id)).map(({ title }) => title);

test('a piece takes its title and its link from an autoformation where none is typed', async () => {
	const { person, id } = await drafting();
	const training = await trains(world, person, 'collaboration', 60);
	const bare = { title: '', link: null, training, reflection: ' Ceci. ' };
	const later = () => world.setNow(new Date(world.now().getTime() + 1000));
	const first = await addEvidence(world, person, id, { ...bare, key: key() });
	later();
	await addEvidence(world, person, id, { ...bare, title: 'Autre', link: whole.link, key: key() });
	later();
	await addEvidence(world, person, id, { ...whole, key: key() });
	expect(await evidenceOf(read(), id)).toMatchObject(
		[
			{ title: 'Écrire à plusieurs', link: 'https://exemple.example/formation', training },
			{ title: 'Autre', link: whole.link, training },
			{ title: 'Journal', training: null },
		].map((one) => expect.objectContaining({ ...one, reflection: 'Ceci.' })),
	);
	expect((await evidenceOf(read(), id))[0]?.id).toBe(first);
	expect((await evidenceOf(read(), id))[2]?.addedAt).toEqual(world.now());
	const add = (part: object) => addEvidence(world, person, id, { ...whole, ...part, key: key() });
	await expect(add({ title: '' })).rejects.toMatchObject({
		code: 'recognition.title-missing',
		field: 'title',
	});
	await expect(add({ link: null })).rejects.toMatchObject({
		...{ code: 'recognition.nothing-to-look-at', field: 'link' },
	});
	await expect(add({ reflection: ' ' })).rejects.toMatchObject({
		...{ code: 'recognition.reflection-missing', field: 'reflection' },
	});
	// An autoformation of somebody else is none.
	const theirs = await trains(world, people.emile, 'collaboration', 60);
	await expect(add({ training: theirs })).rejects.toMatchObject(notFound);
});

test('ten pieces at most; the eleventh may take the place of one, of this application alone', async () => {
	const { person, id } = await drafting();
	const other = await drafting();
	const add = (title: string, instead?: string) =>
		addEvidence(world, person, id, { ...whole, title, key: key(), ...(instead && { instead }) });
	const theirs = await addEvidence(world, other.person, other.id, { ...whole, key: key() });
	const first = await add('0');
	for (let n = 1; n < 10; n += 1) await add(String(n));
	await expect(add('10')).rejects.toMatchObject({ code: 'recognition.evidence-enough' });
	await expect(add('10', theirs)).rejects.toMatchObject({ code: 'recognition.evidence-enough' });
	expect(await listed(other.id)).toEqual(['Journal']);
	await add('10', first);
	expect((await listed(id)).toSorted()).toEqual(['1', '10', '2', '3', '4', '5', '6', '7', '8', '9']);
});

test('sent again with a correction: refused with what is recorded, then put in its place', async () => {
	const { person, id } = await drafting();
	const sent = { ...whole, key: key() };
	const first = await addEvidence(world, person, id, sent);
	expect(await addEvidence(world, person, id, sent)).toBe(first);
	const corrected = { ...sent, title: 'Journal corrigé' };
	const refused = addEvidence(world, person, id, corrected);
	await expect(refused).rejects.toBeInstanceOf(OtherContent);
	await expect(refused).rejects.toMatchObject({
		answer: first,
		first: { title: 'Journal', reflection: 'Ceci.' },
	});
	expect(await listed(id)).toEqual(['Journal']);
	await addEvidence(world, person, id, { ...corrected, key: key(), instead: first });
	expect(await listed(id)).toEqual(['Journal corrigé']);
});

test('each change takes the application for itself; nobody else’s, nor one that was sent', async () => {
	const { person, id } = await drafting();
	const piece = await addEvidence(world, person, id, { ...whole, key: key() });
	expect((await applicationById(read(), id))?.revision).toBe(2);
	const remove = { evidence: piece, key: key() };
	for (const who of [people.emile, people.bruno]) {
		await expect(addEvidence(world, who, id, { ...whole, title: '', key: key() })).rejects.toMatchObject(
			notFound,
		);
		await expect(removeEvidence(world, who, id, remove)).rejects.toMatchObject(notFound);
		await expect(submitApplication(world, who, id, { inBadge: false, key: key() })).rejects.toMatchObject(
			notFound,
		);
		await expect(withdrawApplication(world, who, id, { key: key() })).rejects.toMatchObject(notFound);
	}
	await expect(removeEvidence(world, ANONYMOUS, id, remove)).rejects.toMatchObject({ status: 401 });
	await removeEvidence(world, person, id, remove);
	// One already removed is no fault, under the same key or another.
	await removeEvidence(world, person, id, remove);
	await removeEvidence(world, person, id, { ...remove, key: key() });
	expect(await listed(id)).toEqual([]);
	expect((await applicationById(read(), id))?.revision).toBe(4);
	const from = { state: 'draft', revision: 4 } as const;
	await world.db.write((tx) => moveApplication(tx, id, { from, state: 'submitted', open: true }));
	await expect(addEvidence(world, person, id, { ...whole, key: key() })).rejects.toMatchObject(changed);
	await expect(removeEvidence(world, person, id, { ...remove, key: key() })).rejects.toMatchObject(changed);
});

test('sent once with what it holds then, whatever is missing said first; then it may be taken back, once', async () => {
	const { person, id } = await drafting();
	const submit = (inBadge: boolean, under = key()) =>
		submitApplication(world, person, id, { inBadge, key: under });
	await says(world, person, 'collaboration', 3);
	await shows(world, person, 'collaboration');
	await expect(submit(true)).rejects.toMatchObject({ code: 'recognition.missing-evidence' });
	await addEvidence(world, person, id, { ...whole, key: key() });
	const under = key();
	await submit(true, under);
	await submit(true, under);
	await expect(submit(false, under)).rejects.toMatchObject({
		code: 'platform.other-content',
		first: { inBadge: true },
	});
	const { title, link, reflection } = whole;
	expect(await submissionsOf(read(), id)).toMatchObject([
		{ said: 'advanced', evidence: [{ title, link, reflection }], at: world.now() },
	]);
	expect(await applicationById(read(), id)).toMatchObject({
		...{ state: 'submitted', submittedAt: world.now(), evidenceInBadge: true, decidedAt: null },
	});
	await expect(submit(true)).rejects.toMatchObject(changed);
	const back = { key: key() };
	await withdrawApplication(world, person, id, back);
	await withdrawApplication(world, person, id, back);
	expect(await applicationById(read(), id)).toMatchObject({ state: 'withdrawn', decidedAt: world.now() });
	await expect(withdrawApplication(world, person, id, { key: key() })).rejects.toMatchObject(changed);
	// Sent once it is closed: what is missing is not the matter any more.
	await expect(submit(true)).rejects.toMatchObject(changed);
});

test('begun once for a badge that an adviser decides, unless it is held', async () => {
	const { here, bruno } = people;
	const person = await here.learner('Ada');
	const begin = (badge = 'practice-communication', under = key()) =>
		startApplication(world, person, { badge, locale: 'en', key: under });
	const under = key();
	const id = await begin('practice-communication', under);
	expect(await begin('practice-communication', under)).toBe(id);
	expect(await begin()).toBe(id);
	expect(await applicationById(read(), id)).toEqual({
		...{ id, person: person.id, institution: here.institution, badge: 'practice-communication' },
		...{ definitionVersion: 2, locale: 'en', state: 'draft', revision: 1, evidenceInBadge: false },
		...{ createdAt: world.now(), submittedAt: null, decidedAt: null },
	});
	expect(await begin('practice-problem-solving')).not.toBe(id);
	for (const badge of ['exploration-communication', 'practice-unknown'])
		await expect(begin(badge)).rejects.toMatchObject(notFound);
	await world.db.write((tx) => addAwards(tx, [awardAt(world, here, person.id)]));
	await expect(begin('practice-collaboration')).rejects.toMatchObject({
		...{ code: 'recognition.already-held', status: 409 },
	});
	const two = await Promise.all([begin('practice-critical-thinking'), begin('practice-critical-thinking')]);
	expect(new Set(two).size).toBe(1);
	await withdrawApplication(world, person, id, { key: key() });
	expect(await begin()).not.toBe(id);
	const badge = 'practice-communication';
	for (const who of [bruno, ANONYMOUS])
		await expect(startApplication(world, who, { badge, locale: 'fr', key: key() })).rejects.toThrow();
});
