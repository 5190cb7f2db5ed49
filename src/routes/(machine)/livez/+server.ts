import type { RequestHandler } from './$types';

/** Liveness probe: 200 as long as the process answers; it does not check the database. */
export const GET: RequestHandler = () => new Response('ok\n', { headers: { 'cache-control': 'no-store' } });
