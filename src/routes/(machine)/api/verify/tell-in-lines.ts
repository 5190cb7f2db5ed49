import { m } from '#messages';
import type { World } from '#platform/server';
import { type Asking, type Given, type HowToVerify, verifyForVisitor } from '#verification/server';
import { problemDocument, refusalOf } from './problem.ts';

const LINES = 'application/x-ndjson';

/** Whether the one who asks wants to hear what is done while it is done. */
export const asksForLines = (request: Request) => (request.headers.get('accept') ?? '').includes(LINES);

const SENTENCES: Readonly<Record<Asking['what'], typeof m.verify_asking_issuer>> = {
	badge: m.verify_asking_badge,
	issuer: m.verify_asking_issuer,
	status: m.verify_asking_status,
	document: m.verify_asking_document,
	endorsement: m.verify_asking_endorsement,
};

/**
 * Answers line by line, each one JSON: `{ asking }` before each document that is asked of another site, then
 * `{ report }` or `{ problem }`.
 */
export function tellInLines(
	world: World,
	request: Request,
	given: Given,
	how: HowToVerify,
	headers: Record<string, string>,
): Response {
	const encoder = new TextEncoder();
	let heard = true;
	const body = new ReadableStream<Uint8Array>({
		async start(lines) {
			const tell = (line: object) => {
				if (heard) lines.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
			};
			const onAsk = ({ what, host }: Asking) => {
				const [fr, en] = (['fr', 'en'] as const).map((locale) => SENTENCES[what]({ host }, { locale }));
				tell({ asking: { what, host, fr: fr ?? '', en: en ?? '' } });
			};
			try {
				tell({ report: await verifyForVisitor(world, given, { ...how, onAsk }) });
			} catch (problem) {
				tell({ problem: problemDocument(refusalOf(problem, world), request, world.origin) });
			}
			if (heard) lines.close();
		},
		cancel() {
			heard = false;
		},
	});
	return new Response(body, { headers: { ...headers, 'content-type': LINES, 'x-accel-buffering': 'no' } });
}
