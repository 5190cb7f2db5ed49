import type { ActionResult } from '$app/forms';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { ToldReport } from '#verification';
import { obstacleOf } from '#ui/form-state.ts';
import { askOwnSite } from '#ui/own-site.ts';
import { unreadableText } from '#presentation/verification/unreadable-text.ts';

interface Said {
	readonly fr: string;
	readonly en: string;
}

/** One line of the answer of /api/verify. */
interface Line {
	readonly asking?: Said;
	readonly report?: ToldReport;
	readonly problem?: Said & { readonly status: number; readonly field?: string };
}

/** The lines of an answer, each as soon as it has come whole. */
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

/** Something to mend, as the page's action would answer it; the fields keep by themselves what was typed. */
const refused = (text: string, field?: string, status = 422): ActionResult => ({
	type: 'failure',
	status,
	location: '',
	data: { problems: [{ ...(field && { field }), text }], obstacle: obstacleOf(status) },
});

/** Asks for a verification, tells what is being consulted, and gives what the page's action would have answered. */
export async function askInLines(
	sent: FormData,
	{ locale, largest, tell }: { locale: Locale; largest: number; tell: (sentence: string) => void },
): Promise<ActionResult> {
	const file = sent.get('file');
	if (file instanceof File && file.size > largest)
		return refused(m.problem_recognition_given_too_large(), 'file', 413);
	const response = await askOwnSite('/api/verify', {
		method: 'POST',
		credentials: 'omit',
		headers: { accept: 'application/x-ndjson' },
		body: sent,
	});
	if (!response.ok || !response.body) {
		const problem = (await response.json()) as NonNullable<Line['problem']>;
		return refused(problem[locale], problem.field, problem.status);
	}
	for await (const { asking, report, problem } of linesOf(response.body)) {
		if (asking) tell(asking[locale]);
		if (problem) return refused(problem[locale], problem.field, problem.status);
		const reason = report && unreadableText(report, locale);
		if (reason) {
			const field = file instanceof File && file.size > 0 ? 'file' : 'text';
			return refused(m.problem_recognition_unreadable({ reason }), field);
		}
		if (report) return { type: 'success', status: 200, location: '', data: { done: { report } } };
	}
	throw new Error('The answer was cut.');
}
