import { formatSlipCode } from '#cohort';
import { readSlips } from '#cohort/server';
import { qrCode, qrPath } from '#ui/drawing/qr-code.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(
	async ({ locals: { world, actor }, params, url, setHeaders }) => {
		const { slips, ...page } = await readSlips(world, actor, params.id, requestedPageNumber(url));
		setHeaders(SECRET_ADDRESS);
		return {
			...page,
			address: `${world.origin}/slip`,
			slips: slips.map(({ code, ...slip }) => {
				const qr = qrCode(`${world.origin}/slip?code=${formatSlipCode(code)}`);
				return { ...slip, code: formatSlipCode(code), qr: { side: qr.side, path: qrPath(qr) } };
			}),
		};
	},
);
