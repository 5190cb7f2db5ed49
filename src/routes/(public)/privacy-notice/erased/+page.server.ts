import { consumeDoneCookie } from '#web/done-cookie.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ({ done: consumeDoneCookie(event) });
