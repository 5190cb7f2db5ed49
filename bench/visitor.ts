/** A visitor on a thread of its own: asks for the same page every few milliseconds and notes how long each answer takes. */
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** Which page is asked for; the root unless told. */
export interface Visit {
	readonly port: number;
	/** The address of this machine that listens; 127.0.0.1 unless told. */
	readonly host?: string;
	readonly path?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The status that each answer must have, where it matters. */
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

/** Asks once; again where the connection was one that the server closed just as it was used anew. */
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
