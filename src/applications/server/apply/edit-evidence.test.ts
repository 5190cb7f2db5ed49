import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { identityTables } from '#identity/server';
import { IdempotencyConflict } from '#platform';
import { testWorld, type TestWorld } from '#tests/world';
import {
	addApplication,
	applicationById,
	evidenceOf,
	updateApplication,
	submissionsOf,
} from '../application-store.ts';
import { says, shows, trains } from '../../../../tests/recognised/cast.ts';
import { addEvidence, changeEvidence, evidenceToChange, removeEvidence } from './edit-evidence.ts';
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

/** Creates a person with a draft application for a badge; returns the person and the application's id. */
async function drafting(badge = 'practice-collaboration') {
	const person = await people.here.learner('Ada');
	const application = applicationAt(world, people.here, person.id, { badge });
	await world.db.write((tx) => addApplication(tx, application));
	return { person, id: application.id };
}
const whole = {
	title: 'Journal',
	link: 'https://exemple.example/',
	training: null,
	reflection: 'Ceci.',
	context: null,
	shared: false,
};
const listed = async (id: string) => (await evidenceOf(read(), id)).map(({ title }) => title);

test('a piece takes its title and its link from a learning activity where none is typed', async () => {
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
	// Another person's learning activity is not found.
	const theirs = await trains(world, people.emile, 'collaboration', 60);
	await expect(add({ training: theirs })).rejects.toMatchObject(notFound);
});

test('a piece removed in another tab is told so, though what is left to look at was its file', async () => {
	const { person, id } = await drafting();
	const evidence = await addEvidence(world, person, id, { ...whole, key: key() });
	const { version } = await evidenceToChange(world, person, id, evidence);
	await removeEvidence(world, person, id, { evidence, key: key() });
	await expect(
		changeEvidence(world, person, id, { ...whole, link: null, evidence, version, key: key() }),
	).rejects.toMatchObject({ code: 'recognition.changed-meanwhile', status: 409 });
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
	await expect(refused).rejects.toBeInstanceOf(IdempotencyConflict);
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
	// Removing a piece of evidence again is not an error, whether the form has the same key or another.
	await removeEvidence(world, person, id, remove);
	await removeEvidence(world, person, id, { ...remove, key: key() });
	expect(await listed(id)).toEqual([]);
	expect((await applicationById(read(), id))?.revision).toBe(4);
	const from = { state: 'draft', revision: 4 } as const;
	await world.db.write((tx) => updateApplication(tx, id, { from, state: 'submitted', open: true }));
	await expect(addEvidence(world, person, id, { ...whole, key: key() })).rejects.toMatchObject(changed);
	await expect(removeEvidence(world, person, id, { ...remove, key: key() })).rejects.toMatchObject(changed);
});

test('a piece changes where it stands, once, over the version that was read; also after it was sent back', async () => {
	const { person, id } = await drafting();
	const piece = await addEvidence(world, person, id, { ...whole, key: key() });
	const there = () => evidenceToChange(world, person, id, piece);
	const before = await there();
	const change = (part: object, version: string, under = key()) =>
		changeEvidence(world, person, id, { ...whole, evidence: piece, version, key: under, ...part });
	const under = key();
	await change({ reflection: ' Ceci, et cela. ' }, before.version, under);
	await change({ reflection: ' Ceci, et cela. ' }, before.version, under);
	expect(await evidenceOf(read(), id)).toEqual([
		{ ...whole, id: piece, reflection: 'Ceci, et cela.', file: null, addedAt: before.addedAt },
	]);
	expect((await applicationById(read(), id))?.revision).toBe(3);
	const training = await trains(world, person, 'collaboration', 60);
	await change({ training }, (await there()).version);
	expect(await there()).toMatchObject({ ...whole, training });
	await change({ reflection: 'Cela.' }, (await there()).version);
	expect(await there()).toMatchObject({ ...whole, reflection: 'Cela.', training: null });
	// A form made from an earlier version of the evidence is refused, and nothing is written.
	const stale = { code: 'recognition.evidence-stale', status: 409 };
	for (const part of [
		{ title: 'Autre' },
		{ link: 'https://exemple.example/autre' },
		{ reflection: 'Autre.' },
	])
		await expect(change(part, before.version)).rejects.toMatchObject(stale);
	await expect(change({ title: '' }, (await there()).version)).rejects.toMatchObject({
		...{ code: 'recognition.title-missing', field: 'title' },
	});
	for (const who of [people.emile, people.bruno]) {
		await expect(evidenceToChange(world, who, id, piece)).rejects.toMatchObject(notFound);
		const theirs = { ...whole, evidence: piece, version: (await there()).version, key: key() };
		await expect(changeEvidence(world, who, id, theirs)).rejects.toMatchObject(notFound);
	}
	const other = await drafting();
	const elsewhere = { ...whole, evidence: piece, version: (await there()).version, key: key() };
	await expect(changeEvidence(world, other.person, other.id, elsewhere)).rejects.toMatchObject(changed);
	await expect(evidenceToChange(world, other.person, other.id, piece)).rejects.toMatchObject(notFound);
	// Once sent, a piece of evidence cannot change; once sent back, it can again.
	const { version } = await there();
	const move = (from: 'draft' | 'submitted', state: 'submitted' | 'returned', revision: number) =>
		world.db.write((tx) => updateApplication(tx, id, { from: { state: from, revision }, state, open: true }));
	expect(await there()).toMatchObject({ editable: true });
	await move('draft', 'submitted', 5);
	// The page of the evidence still opens, so that what the person is typing is not lost to a 404; but
	// saving is refused.
	expect(await there()).toMatchObject({ title: 'Journal', editable: false });
	await expect(evidenceToChange(world, people.emile, id, piece)).rejects.toMatchObject(notFound);
	await expect(change({ title: 'Trop tard' }, version)).rejects.toMatchObject(changed);
	expect(await listed(id)).toEqual(['Journal']);
	await move('submitted', 'returned', 6);
	await change({ title: 'Corrigé' }, version);
	expect(await listed(id)).toEqual(['Corrigé']);
	await removeEvidence(world, person, id, { evidence: piece, key: key() });
	await expect(change({}, (await drafting()).id)).rejects.toMatchObject(changed);
});

test('a tick of the same form is kept with the piece that is added', async () => {
	const { person, id } = await drafting();
	const inBadge = async () => (await applicationById(read(), id))?.evidenceInBadge;
	await addEvidence(world, person, id, { ...whole, inBadge: true, key: key() });
	expect(await inBadge()).toBe(true);
	await addEvidence(world, person, id, { ...whole, key: key() });
	expect(await inBadge()).toBe(true);
	await addEvidence(world, person, id, { ...whole, inBadge: false, key: key() });
	expect(await inBadge()).toBe(false);
});

test('a piece that is typed and not added goes with the application; one that is begun stops it', async () => {
	const { person, id } = await drafting();
	await says(world, person, 'collaboration', 3);
	await shows(world, person, 'collaboration');
	const none = { title: '', link: null, training: null, reflection: '' };
	const submit = (typed: typeof whole | typeof none, under = key()) =>
		submitApplication(world, person, id, { inBadge: false, typed, key: under });
	const unfinished = (field: string) => ({ code: 'recognition.evidence-unfinished', status: 422, field });
	const begun: [object, string][] = [
		[{ title: 'Journal' }, 'link'],
		[{ link: whole.link }, 'title'],
		[{ reflection: 'Un seul mot.' }, 'title'],
		[{ title: 'Journal', link: whole.link }, 'reflection'],
		[{ training: await trains(world, person, 'collaboration', 60) }, 'reflection'],
	];
	for (const [part, field] of begun)
		await expect(submit({ ...none, ...part })).rejects.toMatchObject(unfinished(field));
	expect(await listed(id)).toEqual([]);
	await expect(submit({ ...none, title: ' ', reflection: '\n' })).rejects.toMatchObject({
		code: 'recognition.missing-evidence',
	});
	const under = key();
	await submit(whole, under);
	await submit(whole, under);
	const { title, link, reflection } = whole;
	expect(await submissionsOf(read(), id)).toMatchObject([{ evidence: [{ title, link, reflection }] }]);
	expect(await listed(id)).toEqual(['Journal']);
	await expect(submit({ ...whole, title: 'Autre' }, under)).rejects.toMatchObject({
		code: 'platform.other-content',
		first: { title: 'Journal' },
	});
	// A submission refused for another reason does not add the typed evidence either.
	await expect(submit(whole)).rejects.toMatchObject(changed);
	expect(await listed(id)).toEqual(['Journal']);
});

test('whoever no longer learns there sends nothing there, and loses nothing', async () => {
	const { person, id } = await drafting();
	await says(world, person, 'collaboration', 3);
	await shows(world, person, 'collaboration');
	await addEvidence(world, person, id, { ...whole, key: key() });
	const { memberships } = identityTables(world.db);
	const set = (endedAt: Date | null) =>
		world.db.write(
			async (tx) =>
				void (await tx.update(memberships).set({ endedAt }).where(eq(memberships.person, person.id))),
		);
	await set(world.now());
	const submit = () => submitApplication(world, person, id, { inBadge: true, key: key() });
	await expect(submit()).rejects.toMatchObject({ code: 'recognition.no-longer-there', status: 409 });
	expect(await listed(id)).toEqual([whole.title]);
	await set(null);
	await submit();
	expect(await applicationById(read(), id)).toMatchObject({ state: 'submitted' });
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
		{ said: 'advanced', evidence: [{ title, link, reflection, file: null }], at: world.now() },
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
	// Sending a closed application is refused because it has changed, not because a requirement is missing.
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
		kind: 'evidence',
		...{ id, person: person.id, institution: here.institution, badge: 'practice-communication' },
		...{
			definitionVersion: 3,
			frameworkVersion: 'crcn-2025',
			locale: 'en',
			state: 'draft',
			revision: 1,
			evidenceInBadge: false,
			bindsEmail: false,
			settling: false,
		},
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

test('added, then sent from a page that was not told so: the piece stands once', async () => {
	const { person, id } = await drafting();
	await says(world, person, 'collaboration', 3);
	await shows(world, person, 'collaboration');
	await addEvidence(world, person, id, { ...whole, key: key() });
	const send = { inBadge: false, typed: { ...whole, reflection: ' Ceci. ' }, key: key() };
	await submitApplication(world, person, id, send);
	expect(await listed(id)).toEqual(['Journal']);
});
