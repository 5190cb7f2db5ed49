import { Refusal } from '#platform';
import { verifyForm, verifyGiven, verifyTyped } from '#recognition/server';
import { formAction } from '#ui/server/form-action.ts';
import { loadPage } from '#ui/server/load-page.ts';
import type { RequestEvent } from './$types';
import { reportText } from './report-text.ts';

const LARGEST = 2 * 1024 * 1024;
const TIME_ZONE = 'America/Toronto';

export const load = loadPage(() => ({}));

export const actions = {
	// Nothing of what is given is stored or logged.
	verify: formAction(verifyForm, async ({ file, text }, { locals: { world, locale } }: RequestEvent) => {
		if (file && file.size > LARGEST) throw new Refusal('recognition.given-too-large', { field: 'file' });
		if (!file && text.trim() === '') throw new Refusal('recognition.nothing-given', { field: 'file' });
		const { award, report } = file
			? { award: null, report: await verifyGiven(world, new Uint8Array(await file.arrayBuffer())) }
			: await verifyTyped(world, text);
		return { award, report: reportText(report, locale, TIME_ZONE) };
	}),
};
