import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';

const build = resolve(import.meta.dirname, '../../build/server');

interface Manifest {
	nodes: (() => Promise<{ server?: { load?: unknown; actions?: object } }>)[];
	remotes: Record<string, unknown>;
	routes: {
		id: string;
		page: { layouts: (number | undefined)[]; leaf: number } | null;
		endpoint: (() => Promise<object>) | null;
	}[];
}

/**
 * An endpoint that the build serves: a page, a form action or another endpoint. Its id is, for instance,
 * `page /training`, `post /training/new?/record` or `get /livez`.
 */
export interface Endpoint {
	readonly id: string;
	readonly kind: 'page' | 'action' | 'endpoint';
	/** The route without its groups and matchers, such as `/training/[id]`. */
	readonly route: string;
	readonly method: string;
	/** The name of a form action, with its `?/`; empty for the default action. */
	readonly action: string;
	/** The number of load functions of a page, its layouts included. */
	readonly depth: number;
}

const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|fallback)$/;

const plain = (id: string) => id.replace(/\/\([a-z]+\)/g, '').replace(/=[a-z]+\]/g, ']') || '/';

/** Lists every endpoint of the build's manifest; a page also covers its `__data.json`. */
export async function endpointsOfBuild(): Promise<Endpoint[]> {
	const { manifest } = (await import(pathToFileURL(join(build, 'manifest-full.js')).href)) as {
		manifest: Manifest;
	};
	const found: Endpoint[] = [];
	const none = { action: '', depth: 0 };
	for (const { id, page, endpoint } of manifest.routes) {
		const route = plain(id);
		if (page) {
			const depth = page.layouts.length + 1;
			found.push({ id: `page ${route}`, kind: 'page', route, method: 'GET', action: '', depth });
			const node = await manifest.nodes[page.leaf]?.();
			for (const name of Object.keys(node?.server?.actions ?? {})) {
				const action = name === 'default' ? '' : `?/${name}`;
				found.push({ id: `post ${route}${action}`, kind: 'action', route, method: 'POST', action, depth: 0 });
			}
		}
		for (const method of Object.keys((await endpoint?.()) ?? {}).filter((name) => METHODS.test(name))) {
			found.push({ id: `${method.toLowerCase()} ${route}`, kind: 'endpoint', route, method, ...none });
		}
	}
	for (const hash of Object.keys(manifest.remotes)) {
		found.push({ id: `remote ${hash}`, kind: 'endpoint', route: '', method: 'POST', ...none });
	}
	return found;
}
