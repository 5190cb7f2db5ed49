ALTER TABLE `application_evidence` ADD `context` text;--> statement-breakpoint
ALTER TABLE `application_evidence` ADD `shared` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `removed_evidence` ADD `context` text;--> statement-breakpoint
ALTER TABLE `removed_evidence` ADD `shared` integer DEFAULT false NOT NULL;