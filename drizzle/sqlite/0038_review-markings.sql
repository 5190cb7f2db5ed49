ALTER TABLE `opinions` ADD `markings` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `reviews` ADD `markings` text DEFAULT '[]' NOT NULL;