CREATE TABLE `catalogue_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`title` text NOT NULL,
	`provider` text NOT NULL,
	`address` text,
	`minutes` integer NOT NULL,
	`language` text NOT NULL,
	`audiences` text NOT NULL,
	`dimensions` text NOT NULL,
	`cost` text NOT NULL,
	`searched` text NOT NULL,
	`title_order` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `catalogue_entries_of` ON `catalogue_entries` (`institution`,`title_order`);