CREATE TABLE "platform_change_items" (
	"change_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	CONSTRAINT "platform_change_items_change_id_session_id_pk" PRIMARY KEY("change_id","session_id"),
	CONSTRAINT "platform_change_items_state_known" CHECK ("state" in ('waiting', 'changed', 'skipped', 'undone'))
);
--> statement-breakpoint
CREATE TABLE "platform_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"provider_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"include_soon" boolean DEFAULT false NOT NULL,
	"started_by" uuid,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_kind_known";--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "last_generation" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "change_id" uuid;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "old_place" jsonb;--> statement-breakpoint
ALTER TABLE "platform_change_items" ADD CONSTRAINT "platform_change_items_change_id_platform_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."platform_changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_change_items" ADD CONSTRAINT "platform_change_items_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_changes" ADD CONSTRAINT "platform_changes_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_changes" ADD CONSTRAINT "platform_changes_platform_platforms_name_fk" FOREIGN KEY ("platform") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_changes" ADD CONSTRAINT "platform_changes_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "platform_change_items_session" ON "platform_change_items" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "platform_change_items_waiting" ON "platform_change_items" USING btree ("change_id","position") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "platform_changes_provider" ON "platform_changes" USING btree ("provider_id","started_at");--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_change_id_platform_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."platform_changes"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meetings_change" ON "meetings" USING btree ("change_id") WHERE change_id is not null;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_kind_known" CHECK ("kind" in ('booking_received', 'booking_confirmed', 'booking_declined', 'booking_cancelled', 'request_expiring', 'request_expired', 'session_moved', 'link_ready', 'link_changed', 'platform_changed', 'link_trouble', 'changed_by_hand', 'connection_lost', 'links_missing', 'setup_trouble'));--> statement-breakpoint
-- That a session is on its way to another platform is shown on its page.
DROP TRIGGER meetings_announce_change ON meetings;
--> statement-breakpoint
CREATE TRIGGER meetings_announce_change AFTER UPDATE ON meetings FOR EACH ROW
  WHEN ((OLD.status, OLD.source, OLD.reason, OLD.join_url, OLD.platform, OLD.attempts, OLD.next_attempt_at, OLD.fallback_step,
      OLD.dropped_settings, OLD.change_id)
    IS DISTINCT FROM (NEW.status, NEW.source, NEW.reason, NEW.join_url, NEW.platform, NEW.attempts, NEW.next_attempt_at,
      NEW.fallback_step, NEW.dropped_settings, NEW.change_id))
  EXECUTE FUNCTION meetings_announce();
