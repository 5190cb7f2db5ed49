/**
 * The program of a visitor on a thread of its own: requests the same page every `EVERY_MS` milliseconds and
 * records how long each response takes.
 */
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** The page that the visitor requests: where, its path (`/` by default), and the status expected. */
export interface Visit {
	readonly port: number;
	/** The address of this machine on which the service listens; 127.0.0.1 by default. */
	readonly host?: string;
	readonly path?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The status that each response must have, or the visitor throws; any status when absent. */
	readonly status?: number;
}

const EVERY_MS = 40;
const { port, host = '127.0.0.1', path = '/', headers = {}, status } = workerData as Visit;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const waits: number[] = [];

let unanswered = 0;
let ending = false;

function endWhenAnswered() {
	if (!ending || unanswered > 0) return;
	parentPort?.postMessage(waits);
	agent.destroy();
}

/**
 * Requests the page and records how long the response took since `asked` (ms); asks again if the server
 * closed the kept-alive connection just as it was reused.
 */
function ask(asked: number): void {
	const question = get({ host, port, path, headers, agent }, (answer) => {
		if (status !== undefined && answer.statusCode !== status)
			throw new Error(`${path} answered ${answer.statusCode}.`);
		answer.resume().once('end', () => {
			waits.push(performance.now() - asked);
			unanswered -= 1;
			endWhenAnswered();
		});
	});
	question.once('error', (problem) => {
		if (!question.reusedSocket) throw problem;
		ask(asked);
	});
}

const timer = setInterval(() => {
	unanswered += 1;
	ask(performance.now());
}, EVERY_MS);

parentPort?.once('message', () => {
	clearInterval(timer);
	ending = true;
	endWhenAnswered();
});
