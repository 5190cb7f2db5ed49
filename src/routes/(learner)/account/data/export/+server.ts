import { exportPerson } from '#privacy/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendZip } from '#web/send-zip.ts';

export const GET = endpointHandler(async ({ locals: { world, actor } }) =>
	sendZip(await exportPerson(world, actor)),
);
