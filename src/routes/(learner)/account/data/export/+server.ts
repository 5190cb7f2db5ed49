import { exportPerson } from '#privacy/server';
import { endpointHandler } from '#web/load-page.ts';

export const GET = endpointHandler(async ({ locals: { world, actor } }) => {
	const { name, body } = await exportPerson(world, actor);
	return new Response(body, {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store',
		},
	});
});
