import type { DeliveryStep, MailStep } from '#platform/server';

/** A step at which a process is killed: inside the write unit that stores it, or once it is stored. */
export type Killed = `${'mail' | 'event'} ${'before' | 'after'} ${MailStep | DeliveryStep}`;

/** The people to whom the drill writes; the process is killed while it sends the first mail. */
export const RECIPIENTS = ['ada@erables.example', 'bruno@erables.example'] as const;

/** The form action by which the drill’s listener stores that it heard, once for each event. */
export const HEARD = 'drill.heard';
/** The form action by which the drill’s act is stored. */
export const ACTED = 'drill.acted';
