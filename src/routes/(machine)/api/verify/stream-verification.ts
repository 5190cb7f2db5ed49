import { m } from '#messages';
import type { World } from '#platform/server';
import {
	type DocumentRequest,
	type VisitorSubmission,
	type VisitorVerifyOptions,
	verifyForVisitor,
} from '#verification/server';
import { problemDocument, refusalOf } from './problem.ts';

const LINES = 'application/x-ndjson';

/**
 * True when the client accepts JSON lines (`application/x-ndjson`), and so wants to follow the progress of
 * the verification.
 */
export const acceptsJsonLines = (request: Request) => (request.headers.get('accept') ?? '').includes(LINES);

const SENTENCES: Readonly<Record<DocumentRequest['what'], typeof m.verify_asking_issuer>> = {
	badge: m.verify_asking_badge,
	issuer: m.verify_asking_issuer,
	status: m.verify_asking_status,
	document: m.verify_asking_document,
	endorsement: m.verify_asking_endorsement,
};

/**
 * Verifies a badge and streams the progress as JSON lines: `{ asking }` before each document is fetched from
 * another site, then one last line, `{ report }` or `{ problem }`.
 */
export function streamVerification(
	world: World,
	request: Request,
	given: VisitorSubmission,
	how: VisitorVerifyOptions,
	headers: Record<string, string>,
): Response {
	const encoder = new TextEncoder();
	let heard = true;
	const body = new ReadableStream<Uint8Array>({
		async start(lines) {
			const tell = (line: object) => {
				if (heard) lines.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
			};
			const onDocumentRequest = ({ what, host }: DocumentRequest) => {
				const [fr, en] = (['fr', 'en'] as const).map((locale) => SENTENCES[what]({ host }, { locale }));
				tell({ asking: { what, host, fr: fr ?? '', en: en ?? '' } });
			};
			try {
				tell({ report: await verifyForVisitor(world, given, { ...how, onDocumentRequest }) });
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
