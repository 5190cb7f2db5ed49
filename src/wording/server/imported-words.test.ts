import { afterEach, expect, test } from 'vitest';
import {
	casePackage,
	correspondenceOf,
	dimension,
	element,
	framework,
	frameworkRevision,
	jsonLdDocuments,
	publishedFramework,
	useFrameworks,
} from '#framework/server';
import { statementsOf } from '#assessment/server';
import { FRAMEWORK_VERSIONS } from '#framework';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { exportWords, importWords, previewWords, readImportedWords } from './imported-words.ts';

const OPERATOR = { kind: 'operator' } as const;
const version = 'crcn-2025';
const csv = (...rows: readonly string[]) =>
	new TextEncoder().encode(['slug,fr,en,provenance', ...rows].join('\r\n'));
const TITLE = 'collaboration/title,Travailler ensemble,Working together,officiel';

// Words are of the whole process: each test leaves the published ones.
afterEach(() => useFrameworks(FRAMEWORK_VERSIONS.map(publishedFramework)));

eachDialect('words that an operator imports', (open) => {
	const preview = (bytes: Uint8Array) => previewWords(open(), OPERATOR, { version, bytes });
	const imports = async (bytes: Uint8Array) => {
		const { shown } = await preview(bytes);
		return importWords(open(), OPERATOR, { version, bytes, shown, key: open().newId() });
	};

	test('stand on pages, in JSON-LD and in CASE at once, and in another process once it reads again', async () => {
		const before = frameworkRevision();
		const { faults, changes } = await preview(csv(TITLE));
		expect(faults).toEqual([]);
		expect(changes).toEqual([
			{
				slug: 'collaboration/title',
				was: expect.objectContaining({ fr: publishedFramework(version).dimensions[4]?.title.fr }),
				becomes: { fr: 'Travailler ensemble', en: 'Working together' },
				provenance: 'officiel',
			},
		]);
		// A dry run changes nothing.
		expect(dimension(version, 'collaboration')?.title.fr).not.toBe('Travailler ensemble');
		expect(await imports(csv(TITLE))).toBe(1);
		const read = dimension(version, 'collaboration')!;
		expect(read.title).toMatchObject({ fr: 'Travailler ensemble', provenance: { fr: { word: 'officiel' } } });
		expect(frameworkRevision()).toBeGreaterThan(before);
		expect(framework(version).changedOn).toBe(open().now().toISOString().slice(0, 10));
		const said = JSON.stringify(jsonLdDocuments.dimension('https://macaron.example', version, read));
		expect(said).toContain('Working together');
		expect(JSON.stringify(casePackage('https://macaron.example', version, 'fr'))).toContain(
			'Travailler ensemble',
		);
		// What the version of 2019 says is not touched.
		expect(dimension('crcn-2019', 'collaboration')?.title).toEqual(
			publishedFramework('crcn-2019').dimensions[4]?.title,
		);
		useFrameworks([publishedFramework(version)]);
		await readImportedWords(open());
		expect(dimension(version, 'collaboration')?.title.fr).toBe('Travailler ensemble');
	});

	test('may add and remove elements; statements stay, and the correspondence says so', async () => {
		const asked = statementsOf(version, 'teacher', 'communication').map(({ id }) => id);
		await imports(
			csv(
				'communication/choose-means,,,',
				'new:communication/speak-up,Prendre la parole,Speaking up,officiel',
			),
		);
		expect(element(version, 'communication', 'choose-means')).toBeUndefined();
		expect(element(version, 'communication', 'speak-up')?.label.fr).toBe('Prendre la parole');
		expect(statementsOf(version, 'teacher', 'communication').map(({ id }) => id)).toEqual(asked);
		const lines = correspondenceOf('crcn-2019', version).dimensions.find(({ to }) => to === 'communication')!;
		expect(lines.elements).toContainEqual(
			expect.objectContaining({ from: 'choose-means', to: null, kind: 'none' }),
		);
		expect(lines.elements).toContainEqual(
			expect.objectContaining({ from: null, to: 'speak-up', kind: 'added' }),
		);
		// Removed again, an added element leaves nothing; a corrected one stays one that was added.
		await imports(csv('communication/speak-up,Oser la parole,Daring to speak,officiel'));
		expect(element(version, 'communication', 'speak-up')?.label.fr).toBe('Oser la parole');
		await imports(csv('communication/speak-up,,,'));
		expect(element(version, 'communication', 'speak-up')).toBeUndefined();
	});

	test('are exported as they stand, and the export imported again changes nothing', async () => {
		await imports(csv('ethical-citizenship/short,"Éthique, citoyenneté",Ethics,secondaire/à vérifier'));
		const text = await exportWords(open(), OPERATOR, version);
		expect(text).toContain(
			'ethical-citizenship/short,"Éthique, citoyenneté",Ethics,secondaire/à vérifier\r\n',
		);
		expect(await preview(new TextEncoder().encode(text))).toMatchObject({ faults: [], changes: [] });
		expect(await preview(new TextEncoder().encode(`\uFEFF${text}`))).toMatchObject({
			faults: [],
			changes: [],
		});
	});

	test('replace those that were shown alone; a file with a fault imports nothing; the same form once', async () => {
		const bytes = csv('summary,Le cadre,The framework,officiel');
		const { shown } = await preview(bytes);
		const wrong = csv('summary,Autre,Other,officiel', 'nothing/here,a,b,officiel');
		const send = (one: Uint8Array, key = open().newId()) =>
			importWords(open(), OPERATOR, { version, bytes: one, shown, key });
		await expect(send(wrong)).rejects.toMatchObject({ code: 'wording.faults' });
		expect(framework(version).summary.fr).not.toBe('Autre');
		const key = open().newId();
		expect(await send(bytes, key)).toBe(1);
		expect(await send(bytes, key)).toBe(1);
		await expect(send(csv('summary,Autre,Other,officiel'))).rejects.toMatchObject({
			...{ code: 'wording.changed-meanwhile', status: 409 },
		});
		expect(framework(version).summary.fr).toBe('Le cadre');
	});

	test('are the operator’s alone', async () => {
		const { id: institution } = await createInstitution(open(), {
			...{ slug: 'erables', name: 'Érables', kind: 'service-centre' },
		});
		for (const role of ['learner', 'adviser', 'administrator'] as const) {
			const audience = role === 'learner' ? 'teacher' : null;
			const who = await newcomer(open(), [{ institution, role, audience }], role);
			await expect(previewWords(open(), who, { version, bytes: csv(TITLE) })).rejects.toMatchObject({
				status: 404,
			});
			await expect(exportWords(open(), who, version)).rejects.toMatchObject({ status: 404 });
			await expect(
				importWords(open(), who, { version, bytes: csv(TITLE), shown: '', key: 'k' }),
			).rejects.toMatchObject({ status: 404 });
		}
	});
});
