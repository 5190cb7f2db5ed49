import type { ActionResult } from '$app/forms';
import { m } from '#messages';
import type { Locale, Text } from '#platform';
import type { WordedReport } from '#verification';
import { obstacleOf } from '#ui/form-state.ts';
import { fetchOwnSite } from '#ui/own-site.ts';
import { unreadableText } from '#presentation/verification/unreadable-text.ts';
import { fieldOnPage, type VerifyFormInput, typedText } from './verify-form-input.ts';

/**
 * One JSON line of the response of /api/verify: which document is being asked for, then the report or the
 * problem.
 */
interface Line {
	readonly asking?: Text;
	readonly report?: WordedReport;
	readonly problem?: Text & { readonly status: number; readonly field?: string; readonly page?: string };
}

const textIn = (sent: FormData, name: string) => {
	const value = sent.get(name);
	return typeof value === 'string' ? value : '';
};

/** Yields each line of a response, parsed as JSON, as soon as it is complete. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
	const reader = body.getReader();
	const decoder = new TextDecoder();
	let rest = '';
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) yield JSON.parse(line) as Line;
	}
}

/**
 * A refusal as the page's form action would have returned it, without the values typed: a script leaves them
 * in their fields.
 */
const refusedFor =
	(given: VerifyFormInput) =>
	(text: string, field?: string, status = 422, page?: string): ActionResult => {
		const beside = fieldOnPage(field, given);
		return {
			type: 'failure',
			status,
			location: '',
			data: {
				problems: [{ ...(beside && { field: beside }), text, ...(page && { href: new URL(page).pathname }) }],
				obstacle: obstacleOf(status),
			},
		};
	};

/**
 * Requests a verification from /api/verify, passes to `tell` a sentence for each document being fetched, and
 * resolves to what the page's form action would have returned.
 */
export async function verifyWithProgress(
	sent: FormData,
	{ locale, largest, tell }: { locale: Locale; largest: number; tell: (sentence: string) => void },
): Promise<ActionResult> {
	const file = sent.get('file');
	const typed = { reference: textIn(sent, 'reference'), text: textIn(sent, 'text') };
	const refused = refusedFor({ ...typed, file: file instanceof File && file.size > 0 });
	// The API has one field for all that can be typed.
	sent.set('text', typedText(typed));
	sent.delete('reference');
	if (file instanceof File && file.size > largest)
		return refused(m.problem_recognition_given_too_large(), 'file', 413);
	const response = await fetchOwnSite('/api/verify', {
		method: 'POST',
		credentials: 'omit',
		headers: { accept: 'application/x-ndjson', 'accept-language': locale },
		body: sent,
	});
	if (!response.ok || !response.body) {
		const problem = (await response.json()) as NonNullable<Line['problem']>;
		return refused(problem[locale], problem.field, problem.status, problem.page);
	}
	for await (const { asking, report, problem } of linesOf(response.body)) {
		if (asking) tell(asking[locale]);
		if (problem) return refused(problem[locale], problem.field, problem.status, problem.page);
		const reason = report && unreadableText(report, locale);
		if (reason) {
			const field = file instanceof File && file.size > 0 ? 'file' : 'text';
			return refused(m.problem_recognition_unreadable({ reason }), field);
		}
		if (report) return { type: 'success', status: 200, location: '', data: { done: { report } } };
	}
	throw new Error('The answer was cut.');
}
