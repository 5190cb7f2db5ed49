import { expect, test } from 'vitest';
import { fileById, readContent, type AcceptedContent } from '#platform/server';
import { eachDialect, type TestWorld } from '#tests/world';
import { cast, says, shows } from '../../../tests/recognised/cast.ts';
import { acceptContent } from '../../platform/server/files/receive-file-job.ts';
import { pdfOf, photo } from '../../platform/server/files/files.fixture.ts';
import { eraseFromInstitution } from './personal-data.ts';
import { evidenceOf, submissionsOf } from './application-store.ts';
import { addEvidence, changeEvidence, evidenceToChange, removeEvidence } from './apply/edit-evidence.ts';
import { eraseEvidenceForGood, putBackEvidence } from './apply/removed-evidence.ts';
import { startApplication } from './apply/start-application.ts';
import { submitApplication, withdrawApplication } from './apply/submit-application.ts';
import { applicationData, decide, readApplicationAndRecordLook } from './index.ts';
import { eraseOldRemovedEvidence } from './erase-old.ts';
import { evidenceFileForReview, ownEvidenceFile } from './evidence-file.ts';

const notFound = { code: 'not-found', status: 404 };
const DAY = 24 * 3_600_000;
const BADGE = 'practice-collaboration';

async function accepted(bytes: Buffer, name: string): Promise<AcceptedContent> {
	const content = await acceptContent(new Uint8Array(bytes), name, 'any');
	if ('refused' in content) throw new Error(content.refused);
	return content;
}
const picture = async () => accepted(await photo('jpeg'), 'IMG 0042.jpg');
const document = async (pages = 1) => accepted(await pdfOf(pages), 'Entente d’équipe.pdf');

const typed = { title: '', link: null, training: null, reflection: 'Ma part du travail.' };

async function drafting(world: TestWorld) {
	const people = await cast(world);
	const { ada } = people;
	const key = () => world.newId();
	const id = await startApplication(world, ada, { badge: BADGE, locale: 'fr', key: key() });
	const fileOf = async (evidence: string) =>
		(await evidenceOf(world.db.read, id)).find((one) => one.id === evidence)?.file ?? null;
	/** Whether a file is still given by its person. */
	const isKept = async (file: string) => (await fileById(world.db.read, file))?.person === ada.id;
	return { ...people, id, key, fileOf, isKept };
}

eachDialect('evidence with a file', (world) => {
	test('a photo alone is something to look at, and gives its name to a piece that has none', async () => {
		const { ada, id, key, fileOf } = await drafting(world());
		const file = await picture();
		const form = { ...typed, file, key: key() };
		const piece = await addEvidence(world(), ada, id, form);
		// The same form sent again adds nothing; with another photo, it is another form.
		expect(await addEvidence(world(), ada, id, form)).toBe(piece);
		await expect(addEvidence(world(), ada, id, { ...form, file: await document() })).rejects.toMatchObject({
			status: 409,
		});
		const [only, ...others] = await evidenceOf(world().db.read, id);
		expect(others).toEqual([]);
		expect(only).toMatchObject({ title: 'IMG 0042', link: null });
		const stored = await ownEvidenceFile(world(), ada, id, (await fileOf(piece))!);
		expect(stored).toMatchObject({ person: ada.id, name: 'IMG 0042.jpg', type: 'image/jpeg' });
		expect(await readContent(world(), stored.sha256)).toEqual(file.bytes);
		await expect(
			addEvidence(world(), ada, id, { ...typed, title: 'Rien', key: key() }),
		).rejects.toMatchObject({ code: 'recognition.nothing-to-look-at' });
	});

	test('its person and advisers of the institution read it, once it is sent; nobody else', async () => {
		const { ada, chloe, bruno, denis, id, key, fileOf } = await drafting(world());
		const piece = await addEvidence(world(), ada, id, { ...typed, file: await document(), key: key() });
		const file = (await fileOf(piece))!;
		await expect(evidenceFileForReview(world(), bruno, id, file)).rejects.toMatchObject(notFound);
		await says(world(), ada, 'collaboration', 2);
		await shows(world(), ada, 'collaboration');
		await submitApplication(world(), ada, id, { inBadge: true, key: key() });
		const [sent] = await submissionsOf(world().db.read, id);
		expect(sent?.evidence).toMatchObject([
			{
				title: 'Entente d’équipe',
				file: { id: file, name: 'Entente d’équipe.pdf', type: 'application/pdf' },
			},
		]);
		expect(await evidenceFileForReview(world(), bruno, id, file)).toMatchObject({ id: file });
		const read = await readApplicationAndRecordLook(world(), bruno, id);
		expect([...read.files.values()]).toMatchObject([{ id: file, width: null }]);
		for (const who of [chloe, denis]) {
			await expect(evidenceFileForReview(world(), who, id, file)).rejects.toMatchObject(notFound);
			await expect(ownEvidenceFile(world(), who, id, file)).rejects.toMatchObject(notFound);
		}
		await expect(evidenceFileForReview(world(), bruno, id, world().newId())).rejects.toMatchObject(notFound);
		// Sent back, then changed without its file: the adviser reads that it is gone.
		await decide(world(), bruno, id, {
			...{ decision: 'return', reason: 'Il manque votre part du travail.', key: key() },
		});
		// Taken out, it is read no more, although it can still be put back.
		await removeEvidence(world(), ada, id, { evidence: piece, key: key() });
		await expect(evidenceFileForReview(world(), bruno, id, file)).rejects.toMatchObject(notFound);
		expect((await readApplicationAndRecordLook(world(), bruno, id)).files.size).toBe(0);
		await putBackEvidence(world(), ada, id, { removed: piece, key: key() });
		expect(await evidenceFileForReview(world(), bruno, id, file)).toMatchObject({ id: file });
		const { version } = await evidenceToChange(world(), ada, id, piece);
		await changeEvidence(world(), ada, id, {
			...{ ...typed, title: 'Entente', link: 'https://exemple.example/', evidence: piece, version },
			...{ dropFile: true, key: key() },
		});
		await expect(evidenceFileForReview(world(), bruno, id, file)).rejects.toMatchObject(notFound);
		expect((await readApplicationAndRecordLook(world(), bruno, id)).files.size).toBe(0);
		await withdrawApplication(world(), ada, id, { key: key() });
	});

	test('a file is replaced or taken away; what no piece has any more is let go of', async () => {
		const { ada, id, key, fileOf, isKept } = await drafting(world());
		const piece = await addEvidence(world(), ada, id, { ...typed, file: await picture(), key: key() });
		const first = (await fileOf(piece))!;
		const { version, given } = await evidenceToChange(world(), ada, id, piece);
		expect(given).toMatchObject({ id: first, type: 'image/jpeg' });
		const change = { ...typed, title: 'Entente', evidence: piece, version };
		await expect(
			changeEvidence(world(), ada, id, { ...change, dropFile: true, key: key() }),
		).rejects.toMatchObject({ code: 'recognition.nothing-to-look-at' });
		expect(await isKept(first)).toBe(true);
		await changeEvidence(world(), ada, id, { ...change, file: await document(), key: key() });
		const second = (await fileOf(piece))!;
		expect([await isKept(first), await isKept(second)]).toEqual([false, true]);
		// The page that showed the first file is out of date.
		await expect(
			changeEvidence(world(), ada, id, { ...change, title: 'Autre', key: key() }),
		).rejects.toMatchObject({ code: 'recognition.evidence-stale' });
		const other = await addEvidence(world(), ada, id, {
			...{ ...typed, title: 'À la place', file: await document(2), instead: piece, key: key() },
		});
		expect(await isKept(second)).toBe(false);
		expect(await isKept((await fileOf(other))!)).toBe(true);
	});

	test('a piece put back has its file; one erased, after a day or for good, has not', async () => {
		const { ada, here, id, key, fileOf, isKept } = await drafting(world());
		const add = async (pages: number) =>
			addEvidence(world(), ada, id, { ...typed, file: await document(pages), key: key() });
		const [back, gone, old] = [await add(1), await add(2), await add(3)];
		const files = { back: await fileOf(back), gone: await fileOf(gone), old: await fileOf(old) };
		for (const evidence of [back, gone, old])
			await removeEvidence(world(), ada, id, { evidence, key: key() });
		for (const file of Object.values(files)) {
			expect(await isKept(file!)).toBe(true);
			await expect(ownEvidenceFile(world(), ada, id, file!)).rejects.toMatchObject(notFound);
		}
		await putBackEvidence(world(), ada, id, { removed: back, key: key() });
		await eraseEvidenceForGood(world(), ada, id, { removed: gone, key: key() });
		expect(await fileOf(back)).toBe(files.back);
		expect(await isKept(files.gone!)).toBe(false);
		const later = { ...world(), now: () => new Date(world().now().getTime() + DAY + 1000) };
		await eraseOldRemovedEvidence(later);
		expect([await isKept(files.old!), await isKept(files.back!)]).toEqual([false, true]);
		expect(JSON.stringify(await applicationData(world(), ada.id))).toContain('"file":"Entente d’équipe.pdf"');
		// Erased from the institution, the application goes with its file.
		await world().db.write((tx) =>
			eraseFromInstitution(tx, ada.id, { institution: here.id, now: world().now() }),
		);
		expect(await isKept(files.back!)).toBe(false);
		expect(await evidenceOf(world().db.read, id)).toEqual([]);
	});

	test('sent with the application, a photo is added once, however often the button was pressed', async () => {
		const { ada, id, key } = await drafting(world());
		await says(world(), ada, 'collaboration', 2);
		await shows(world(), ada, 'collaboration');
		const file = await picture();
		await addEvidence(world(), ada, id, { ...typed, title: 'Journal', file, key: key() });
		await submitApplication(world(), ada, id, {
			...{ inBadge: false, key: key(), file, typed: { ...typed, title: 'Journal' } },
		});
		const [sent] = await submissionsOf(world().db.read, id);
		expect(sent?.evidence.map(({ title }) => title)).toEqual(['Journal']);
	});
});
