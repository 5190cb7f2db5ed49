/** A value that survives JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The fields that a form sent, as its schema parsed them; an undefined field counts as absent. */
export type SentFields = { readonly [field: string]: Json | undefined };
