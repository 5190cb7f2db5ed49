/**
 * A mail server on a thread of its own, so that taking mails does not delay what measures. Posts its address,
 * then the recipient of each message that it received whole.
 */
import { parentPort } from 'node:worker_threads';
import { startMailServer } from '../tests/loopback/mail-server.ts';

const server = await startMailServer();
server.onReceived(() => parentPort?.postMessage(server.received.at(-1)?.to[0]));
parentPort?.postMessage(server.url);
