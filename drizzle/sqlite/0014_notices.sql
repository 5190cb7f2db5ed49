CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`what` text NOT NULL,
	`thing` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notices_person` ON `notices` (`person`,`at`);--> statement-breakpoint
ALTER TABLE `people` ADD `notices_unread` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `notices_seen_at` integer;--> statement-breakpoint
CREATE INDEX `reviews_reviewer` ON `reviews` (`reviewer`);