CREATE TABLE `event_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`event` text NOT NULL,
	`listener` text NOT NULL,
	`about` text NOT NULL,
	`person` text,
	`recorded_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_deliveries_due` ON `event_deliveries` (`due_at`);--> statement-breakpoint
CREATE INDEX `event_deliveries_person` ON `event_deliveries` (`person`);