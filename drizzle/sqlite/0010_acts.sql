CREATE TABLE `acts` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`about` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `acts_id` ON `acts` (`id`);--> statement-breakpoint
CREATE INDEX `acts_at` ON `acts` (`at`);