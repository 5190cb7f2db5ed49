import { isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import type { buildConnector } from 'undici';
import { bareHost } from './check-address.ts';
import { FetchRefusedError } from './refused.ts';
import type { Network } from './network.ts';

/**
 * Returns a DNS lookup that fails unless every address of the name is allowed, so that the address connected
 * to is one that was checked.
 */
export function checkedLookup({ addressesOf, isInside }: Network): LookupFunction {
	return (name, options, callback) => {
		addressesOf(name).then(
			(places) => {
				const [first] = places;
				if (!first) callback(new FetchRefusedError('no-answer'), []);
				else if (places.some(({ address }) => isInside(address)))
					callback(new FetchRefusedError('inside'), []);
				else if (options.all) callback(null, [...places]);
				else callback(null, first.address, first.family);
			},
			() => callback(new FetchRefusedError('no-answer'), []),
		);
	};
}

/**
 * Returns an undici connector that connects to public hosts only. It checks the address three times: when the
 * URL contains one, when a name resolves to it, and once connected, before a byte is sent. It calls
 * `onConnected` just before handing the connection over, and fails with `FetchRefusedError` after
 * `connectMs`.
 */
export function guardedConnector(
	network: Network,
	connectMs: number,
	onConnected: () => void,
): buildConnector.connector {
	const { isInside, authorities } = network;
	return ({ hostname, port, protocol }, callback) => {
		const host = bareHost(hostname);
		const numeric = isIP(host) !== 0;
		if (numeric && isInside(host)) return callback(new FetchRefusedError('inside'), null);
		let over = false;
		const sockets: Socket[] = [];
		const end = (outcome: Socket | Error) => {
			if (over) return;
			over = true;
			clearTimeout(timer);
			if (outcome instanceof Error) {
				for (const socket of sockets) socket.destroy();
				return callback(
					outcome instanceof FetchRefusedError ? outcome : new FetchRefusedError('no-answer'),
					null,
				);
			}
			onConnected();
			callback(null, outcome);
		};
		const timer = setTimeout(() => end(new FetchRefusedError('too-slow')), connectMs);
		const watch = <S extends Socket>(socket: S, ready: 'connect' | 'secureConnect', then: () => void): S => {
			sockets.push(socket);
			// This listener stays after the connection is handed over: a late socket error must not crash the
			// process.
			socket.on('error', (fault) => end(fault));
			return socket.once('close', () => end(new FetchRefusedError('no-answer'))).once(ready, then);
		};
		const usual = protocol === 'https:' ? 443 : 80;
		const plain = network.connect({
			host,
			port: Number(port) || usual,
			lookup: checkedLookup(network),
			autoSelectFamily: true,
			noDelay: true,
		});
		watch(plain, 'connect', () => {
			if (over) return;
			if (!plain.remoteAddress || isInside(plain.remoteAddress)) return end(new FetchRefusedError('inside'));
			if (protocol !== 'https:') return end(plain);
			const secured = secure({
				socket: plain,
				servername: numeric ? '' : host,
				ALPNProtocols: ['http/1.1'],
				// Set here, so that the environment (NODE_TLS_REJECT_UNAUTHORIZED) cannot turn the check of
				// certificates off.
				rejectUnauthorized: true,
				...(authorities === undefined ? {} : { ca: authorities }),
			});
			watch(secured, 'secureConnect', () => end(secured));
		});
	};
}
