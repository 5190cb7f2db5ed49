import { CURRENT_VERSION } from '#framework';
import { framework, frameworks } from '#framework/server';
import { loadPage } from '#ui/server/load-page.ts';

export const load = loadPage(() => ({ current: framework(CURRENT_VERSION), frameworks: frameworks() }));
