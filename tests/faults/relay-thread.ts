// A stretch of network, on a thread of its own: it goes on while the thread that started it waits for a command.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const sockets = new Set<Socket>();
let isCut = false;
const server = createServer((near) => {
	const far = connect(String(workerData));
	for (const [socket, other] of [
		[near, far],
		[far, near],
	] as const) {
		sockets.add(socket);
		socket.pipe(other);
		socket.on('error', () => other.destroy());
		socket.on('close', () => {
			sockets.delete(socket);
			other.destroy();
		});
		if (isCut) socket.pause();
	}
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
parentPort?.on('message', (cut: boolean) => {
	isCut = cut;
	for (const socket of sockets) {
		if (cut) socket.pause();
		else socket.resume();
	}
});
