ALTER TABLE "application_evidence" ADD COLUMN "file" text;--> statement-breakpoint
ALTER TABLE "removed_evidence" ADD COLUMN "file" text;--> statement-breakpoint
ALTER TABLE "application_evidence" ADD CONSTRAINT "application_evidence_file_files_id_fk" FOREIGN KEY ("file") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removed_evidence" ADD CONSTRAINT "removed_evidence_file_files_id_fk" FOREIGN KEY ("file") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_evidence_file" ON "application_evidence" USING btree ("file");--> statement-breakpoint
CREATE INDEX "removed_evidence_file" ON "removed_evidence" USING btree ("file");