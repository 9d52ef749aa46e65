ALTER TABLE "notifications" ADD COLUMN "mail_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_outcome" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_had_link" boolean;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_mail_outcome_known" CHECK ("mail_outcome" in ('sent', 'dropped', 'failed', 'off'));--> statement-breakpoint
CREATE FUNCTION notifications_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('user', NEW.user_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- What becomes of the mail is nobody's news.
CREATE TRIGGER notifications_announce AFTER INSERT OR UPDATE OF read_at ON notifications
  FOR EACH ROW EXECUTE FUNCTION notifications_announce();
