ALTER TABLE `applications` ADD `framework_version` text DEFAULT 'crcn-2019' NOT NULL;--> statement-breakpoint
ALTER TABLE `awards` ADD `framework_version` text DEFAULT 'crcn-2019' NOT NULL;