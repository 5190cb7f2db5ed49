import type { ClosingFunctions } from '#platform/server';
import { acceptApplication } from '#applications/server';

/**
 * By name, the functions that close, in one context, what an act of another completes: issuing an award
 * accepts the application that led to it. Only this file, where the service and the command are assembled,
 * imports both contexts.
 */
export const closings: ClosingFunctions = { application: acceptApplication };
