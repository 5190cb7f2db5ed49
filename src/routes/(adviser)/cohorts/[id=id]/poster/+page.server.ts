import { formatJoinCode } from '#cohort';
import { cohortPoster } from '#cohort/server';
import { qrCode, qrPath } from '#ui/drawing/qr-code.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params }) => {
	const { joinCode, ...poster } = await cohortPoster(world, actor, params.id);
	const code = formatJoinCode(joinCode);
	const qr = qrCode(`${world.origin}/join?code=${code}`);
	return {
		...poster,
		code,
		address: `${world.origin}/join`,
		qr: { side: qr.side, path: qrPath(qr) },
	};
});
