CREATE TABLE `hours_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`token_hash` text NOT NULL,
	`period_from` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hours_shares_token` ON `hours_shares` (`token_hash`);--> statement-breakpoint
CREATE INDEX `hours_shares_person` ON `hours_shares` (`person`);--> statement-breakpoint
CREATE INDEX `hours_shares_end` ON `hours_shares` (`expires_at`);