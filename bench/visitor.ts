/** A visitor on a thread of its own: asks for the same page every few milliseconds and notes how long each answer takes. */
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const EVERY_MS = 40;
const { port } = workerData as { readonly port: number };
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const waits: number[] = [];

let unanswered = 0;
let ending = false;

function endWhenAnswered() {
	if (!ending || unanswered > 0) return;
	parentPort?.postMessage(waits);
	agent.destroy();
}

const timer = setInterval(() => {
	const asked = performance.now();
	unanswered += 1;
	get({ host: '127.0.0.1', port, agent }, (answer) => {
		answer.resume().once('end', () => {
			waits.push(performance.now() - asked);
			unanswered -= 1;
			endWhenAnswered();
		});
	});
}, EVERY_MS);

parentPort?.once('message', () => {
	clearInterval(timer);
	ending = true;
	endWhenAnswered();
});
