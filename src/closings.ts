import type { Closings } from '#platform/server';
import { acceptApplication } from '#applications/server';

/** What the acts of one context end in another: known here alone, where the service and the command are put together. */
export const closings: Closings = { application: acceptApplication };
