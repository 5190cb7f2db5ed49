ALTER TABLE `applications` ADD `kind` text DEFAULT 'evidence' NOT NULL;--> statement-breakpoint
ALTER TABLE `awards` ADD `reconsidered_at` integer;--> statement-breakpoint
ALTER TABLE `awards` ADD `reconsidered` text;--> statement-breakpoint
ALTER TABLE `opinions` ADD `service` text REFERENCES institutions(id);--> statement-breakpoint
ALTER TABLE `opinions` ADD `markings` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `opinions_service` ON `opinions` (`service`);--> statement-breakpoint
ALTER TABLE `reviews` ADD `markings` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `reviews` ADD `interview` text;