CREATE TABLE "repair_items" (
	"run_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"asked_at" timestamp (3) with time zone,
	CONSTRAINT "repair_items_run_id_session_id_pk" PRIMARY KEY("run_id","session_id"),
	CONSTRAINT "repair_items_state_known" CHECK ("state" in ('waiting', 'asked', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "repair_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text,
	"filter" jsonb,
	"scope" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"started_by" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"aborted_by" uuid,
	CONSTRAINT "repair_runs_status_known" CHECK ("status" in ('running', 'done', 'aborted'))
);
--> statement-breakpoint
ALTER TABLE "repair_items" ADD CONSTRAINT "repair_items_run_id_repair_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."repair_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_items" ADD CONSTRAINT "repair_items_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_runs" ADD CONSTRAINT "repair_runs_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_runs" ADD CONSTRAINT "repair_runs_aborted_by_users_id_fk" FOREIGN KEY ("aborted_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "repair_items_session" ON "repair_items" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "repair_items_waiting" ON "repair_items" USING btree ("run_id","position") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "repair_items_asked" ON "repair_items" USING btree ("asked_at") WHERE asked_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "repair_runs_one_under_way" ON "repair_runs" USING btree ("scope") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "repair_runs_started" ON "repair_runs" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "sessions_scheduled" ON "sessions" USING btree ("starts_at","id") WHERE status = 'scheduled';--> statement-breakpoint
CREATE INDEX "sessions_called_off" ON "sessions" USING btree ("ends_at") WHERE status = 'cancelled';