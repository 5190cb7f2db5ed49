ALTER TABLE `application_evidence` ADD `file` text REFERENCES files(id);--> statement-breakpoint
CREATE INDEX `application_evidence_file` ON `application_evidence` (`file`);--> statement-breakpoint
ALTER TABLE `removed_evidence` ADD `file` text REFERENCES files(id);--> statement-breakpoint
CREATE INDEX `removed_evidence_file` ON `removed_evidence` (`file`);