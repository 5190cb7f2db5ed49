import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { cast, says, shows } from '../../../../tests/recognised/cast.ts';
import { addEvidence } from '../apply/edit-evidence.ts';
import { startApplication } from '../apply/start-application.ts';
import { submitApplication } from '../apply/submit-application.ts';
import { opinionsOf, reviewsOf } from '../application-store.ts';
import { applicationForApplicant } from '../my-recognition.ts';
import { personalData } from '../personal-data.ts';
import { readApplicationAndRecordLook } from './application-for-review.ts';
import { decide } from './decide.ts';

const MARKINGS = [
	{ about: 'criterion', at: 0, mark: 'met', comment: '' },
	{ about: 'criterion', at: 2, mark: null, comment: '' },
	{ about: 'piece', at: 0, mark: 'to-complete', comment: 'Datez la séquence.' },
	{ about: 'piece', at: 7, mark: 'met', comment: 'Aucune trace ici.' },
] as const;

eachDialect('what advisers mark', (world) => {
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};

	/** Ada's application for this badge, with one piece or two, waits. */
	async function waiting(kind: 'practice' | 'transfer') {
		const people = await cast(world());
		const { ada } = people;
		await says(world(), ada, 'collaboration', 1);
		await shows(world(), ada, 'collaboration');
		const badge = `${kind}-collaboration`;
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const piece = { link: 'https://exemple.example/', training: null, reflection: 'J’ai animé.' };
		const add = (set: { title: string; context: string; shared?: boolean }) =>
			addEvidence(world(), ada, id, { ...piece, ...set, key: key() });
		const first = await add({ title: 'Journal', context: 'Groupe 12' });
		if (kind === 'transfer') await add({ title: 'Guide', context: 'Comité', shared: true });
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		return { ...people, id, first };
	}

	test('what is sent back shows the marks beside the piece; they stay, with those of the acceptance', async () => {
		const { ada, bruno, id, first } = await waiting('practice');
		const returned = [
			{ about: 'criterion', of: 'occasion-and-means', title: '', mark: 'met', comment: '' },
			...[
				{ about: 'piece', of: first, title: 'Journal', mark: 'to-complete', comment: 'Datez la séquence.' },
			],
		];
		const sendBack = {
			...({ decision: 'return', reason: 'Il manque une date.', markings: MARKINGS } as const),
			key: key(),
		};
		await decide(world(), bruno, id, sendBack);
		// The same form again gets the first answer; with other marks, it is another form.
		await decide(world(), bruno, id, sendBack);
		await expect(
			decide(world(), bruno, id, { ...sendBack, markings: [{ ...MARKINGS[0], mark: 'not-relevant' }] }),
		).rejects.toMatchObject({ first: { criterionMark0: 'met', pieceMark0: 'to-complete' } });
		const steps = async () => (await applicationForApplicant(world(), ada, id)).steps;
		expect((await steps()).at(-1)).toMatchObject({ kind: 'return', markings: returned });

		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		const accepted = { about: 'piece', at: 0, mark: 'met', comment: 'Bien daté.' } as const;
		await decide(world(), bruno, id, {
			...{ decision: 'accept', level: 'intermediate', reason: 'La démarche se voit.', key: key() },
			markings: [accepted],
		});
		expect((await reviewsOf(world().db.read, id)).map(({ markings }) => markings)).toEqual([
			returned,
			[{ about: 'piece', of: first, title: 'Journal', mark: 'met', comment: 'Bien daté.' }],
		]);
		expect(await personalData(world(), ada.id)).toMatchObject({
			applications: [{ reviews: [{ markings: returned }, { markings: [{ comment: 'Bien daté.' }] }] }],
		});
	});

	test('of two advisers, neither the other nor the person reads the marks until it is decided', async () => {
		const { ada, bruno, berthe, id } = await waiting('transfer');
		const opinion = (comment: string) => ({
			...({ decision: 'accept', level: 'advanced', reason: 'Ce que j’ai vu.' } as const),
			markings: [{ about: 'piece', at: 1, mark: 'met', comment }] as const,
			key: key(),
		});
		await decide(world(), bruno, id, opinion('Canari de Bruno.'));
		expect(JSON.stringify(await readApplicationAndRecordLook(world(), berthe, id))).not.toContain('Canari');
		expect(JSON.stringify(await applicationForApplicant(world(), ada, id))).not.toContain('Canari');
		expect(JSON.stringify(await personalData(world(), ada.id))).not.toContain('Canari');
		expect(JSON.stringify(await readApplicationAndRecordLook(world(), bruno, id))).toContain('Canari');
		await decide(world(), berthe, id, opinion('Canari de Berthe.'));
		expect((await opinionsOf(world().db.read, id)).map(({ markings }) => markings[0]?.comment)).toEqual([
			'Canari de Bruno.',
			'Canari de Berthe.',
		]);
		expect(JSON.stringify(await applicationForApplicant(world(), ada, id))).toMatch(/de Bruno.*de Berthe/);
	});
});
