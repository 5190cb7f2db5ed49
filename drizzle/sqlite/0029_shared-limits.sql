CREATE TABLE `shared_limits` (
	`name` text NOT NULL,
	`key` text NOT NULL,
	`full_at` integer NOT NULL,
	PRIMARY KEY(`name`, `key`)
);
--> statement-breakpoint
CREATE INDEX `shared_limits_full` ON `shared_limits` (`name`,`full_at`);--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `turn_network` text;--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `turn_failures` integer;--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `turn_until` integer;