import { startAlternatingProxy } from './alternating-proxy.ts';
import { type PostgresServer, USER } from './postgres-server.ts';
import { OWN_PASSWORD, visitor } from './journeys/visitor.ts';
import { type Service, startService } from './service.ts';

/** Several nodes of one real service, on one PostgreSQL database, behind a proxy that alternates. */
export interface Nodes {
	/** The service as its users meet it: through the proxy. Its commands run on the first node. */
	readonly service: Service;
	readonly nodes: readonly Service[];
	/** How many requests each node has answered. */
	answered(): readonly number[];
	stop(): Promise<void>;
}

/** Creates an empty database on a server of the tests, and gives its address as DATABASE_URL has it. */
export async function newDatabase(server: PostgresServer, at = server.host): Promise<string> {
	const name = `d${process.pid}_${Math.random().toString(36).slice(2)}`;
	await server.ask(`create database ${name}`);
	return `postgres:///${name}?host=${encodeURIComponent(at)}&user=${USER}`;
}

/** People of a service with nodes: their role, and what else `user add` is told of them. */
const PEOPLE: Readonly<Record<string, readonly string[]>> = {
	ada: ['--name', 'Ada Tremblay-Roy', '--role', 'learner', '--audience', 'teacher'],
	emile: ['--name', 'Émile Gagnon', '--role', 'learner', '--audience', 'student'],
	bruno: ['--name', 'Bruno Lavoie', '--role', 'adviser'],
	chloe: ['--name', 'Chloé Nguyen', '--role', 'administrator'],
};

/**
 * Starts several nodes on a database, each with a data folder of its own, with one institution and four
 * people. `settings` are those of every node.
 */
export async function startNodes(
	databaseUrl: string,
	count = 2,
	settings: Readonly<Record<string, string>> = {},
): Promise<Nodes> {
	const proxy = await startAlternatingProxy();
	const nodes: Service[] = [];
	for (let n = 0; n < count; n += 1) {
		const key = nodes[0]?.env['KEY_FILE'];
		nodes.push(
			await startService((_own, folder) => ({
				...{ ORIGIN: proxy.origin, PROXIES: '1', DATABASE_URL: databaseUrl },
				...{ KEY_FILE: key ?? `${folder}/seal.key`, ...settings },
			})),
		);
	}
	const [first] = nodes;
	if (!first) throw new Error('A service has one node at least.');
	const done = (...args: string[]) => {
		const { status, stdout, stderr } = first.macaron(...args);
		if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
		return stdout;
	};
	done('institution', 'add', '--slug', 'erables', '--name', 'Cégep des Érables', '--kind', 'cegep');
	const ports = nodes.map(({ env }) => Number(env['PORT']));
	proxy.sendTo(ports);
	const names = Object.keys(PEOPLE);
	for (const username of names) {
		const added = done('user', 'add', '--json', '--username', username, ...(PEOPLE[username] ?? []));
		await visitor(proxy.origin).signIn(username, (JSON.parse(added) as { password: string }).password);
	}
	return {
		service: {
			...{ ...first, origin: proxy.origin },
			passwords: Object.fromEntries(names.map((username) => [username, OWN_PASSWORD])),
		},
		nodes,
		answered: () => ports.map((port) => proxy.answered.get(port) ?? 0),
		async stop() {
			await proxy.close();
			for (const node of nodes) await node.stop();
		},
	};
}
