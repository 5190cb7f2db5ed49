/** A reason why a backup cannot be relied on; each code has its sentence in the messages. */
export type Doubt =
	| { readonly code: 'no-backup'; readonly folder: string }
	| { readonly code: 'manifest-altered' | 'manifest-unreadable' | 'needs-postgres' | 'needs-sqlite' }
	| { readonly code: 'file-unknown' | 'file-missing' | 'file-altered'; readonly file: string }
	| { readonly code: 'database-damaged'; readonly cause: string }
	| { readonly code: 'orphans'; readonly table: string; readonly count: number }
	| {
			readonly code: 'count-differs';
			readonly table: string;
			readonly wanted: number;
			readonly found: number;
	  }
	| { readonly code: 'migrations-differ' | 'migrations-unknown' }
	| { readonly code: 'migration-failed'; readonly cause: string }
	| { readonly code: 'badge-doubtful'; readonly award: string; readonly step: string };
