import { describe, expect, test } from 'vitest';
import { trainingForm } from './index.ts';

describe('the form of a learning activity', () => {
	const sent = {
		title: 'Un atelier',
		hours: '1',
		minutes: '30',
		date: '2026-11-20',
		kind: 'workshop',
		dimensions: ['collaboration'],
		reflection: '',
		link: '',
		key: 'k',
	};

	test('gives a draft', () => {
		expect(trainingForm.parse(sent)).toEqual({
			title: 'Un atelier',
			minutes: 90,
			date: '2026-11-20',
			kind: 'workshop',
			dimensions: ['collaboration'],
			reflection: '',
			link: null,
			key: 'k',
		});
		expect(trainingForm.parse({ ...sent, hours: '', minutes: ' 90 ' }).minutes).toBe(90);
		expect(trainingForm.parse({ ...sent, hours: '1,5', minutes: '' }).minutes).toBe(90);
		expect(trainingForm.parse({ ...sent, hours: '1 h 15', minutes: '' }).minutes).toBe(75);
		expect(trainingForm.parse({ ...sent, link: 'recit.qc.ca' }).link).toBe('https://recit.qc.ca/');
	});

	test.each<[Record<string, unknown>, string, string]>([
		[{ title: '  ' }, 'title', 'training.title-missing'],
		[{ title: 'a'.repeat(201) }, 'title', 'training.title-too-long'],
		[{ hours: '', minutes: '' }, 'hours', 'training.duration-missing'],
		[{ hours: 'longtemps' }, 'hours', 'training.duration-unreadable'],
		[{ minutes: '-1' }, 'hours', 'training.duration-unreadable'],
		[{ hours: '201' }, 'hours', 'training.duration-too-long'],
		[{ date: '22/11/2026' }, 'date', 'training.date-invalid'],
		[{ kind: 'party' }, 'kind', 'training.kind-missing'],
		[{ dimensions: undefined }, 'dimensions', 'training.dimensions-missing'],
		[{ dimensions: ['juggling'] }, 'dimensions', 'training.dimensions-unknown'],
		[{ reflection: 'a'.repeat(4001) }, 'reflection', 'training.reflection-too-long'],
		[{ link: 'mes notes' }, 'link', 'training.link-not-web'],
		[{ revision: 'x' }, 'revision', 'training.form-incomplete'],
		[{ key: undefined }, 'key', 'training.form-incomplete'],
	])('refused: %#', (change, field, code) => {
		const issues = trainingForm.safeParse({ ...sent, ...change }).error?.issues;
		expect(issues?.map((issue) => [issue.path[0], issue.message])).toEqual([[field, code]]);
	});

	test('an empty form tells everything that is missing at once', () => {
		const found = trainingForm.safeParse({ key: 'k', title: '', hours: '', minutes: '', date: '' }).error
			?.issues;
		expect(found?.map((issue) => issue.message).sort()).toEqual([
			'training.date-invalid',
			'training.dimensions-missing',
			'training.duration-missing',
			'training.kind-missing',
			'training.title-missing',
		]);
	});
});
