/// The tables in which a caller's data are, and what an erasure does there. Every other table of a tenant stands in `without`, so that
/// a new one can't be forgotten: a test compares both with the schema.
public enum PersonalTable: String, Sendable, CaseIterable {
  /// The number is taken out; where the call went, how long it took and what it used stay. Facts name nobody.
  case calls
  /// So too.
  case detailRecords = "call_detail_records"
  /// What is to be done for a call that is over: a call-back is given up.
  case intentions = "call_intentions"
  /// A caller who is to be called back leaves the queue.
  case waitingCallers = "waiting_callers"
  /// Everything that was said in the person's calls goes.
  case utterances
  /// What they left goes, and what others left that names the number.
  case callerNotes = "caller_notes"
  case voicemails
  /// The sound goes, here and at the carrier. The row stays and says that there was one.
  case recordings
  /// Number and note are taken out; that somebody reported stays.
  case spamReports = "spam_reports"
  /// The number is taken out; what was judged stays.
  case spamReviews = "spam_reviews"
  /// A rule about this number alone goes.
  case spamRules = "spam_rules"
  case allowList = "allow_list"
  case callerTracks = "caller_tracks"
  /// A call to the number that has ended is dropped.
  case outboundLedgers = "outbound_ledgers"
  /// Answers that name the number are taken out. Who asks again is answered anew, and nothing is made twice.
  case keptAnswers = "kept_answers"
  /// The number is taken off the list of VIPs in the settings.
  case tenants
  /// Files that are there are deleted, and those that are being written are begun anew.
  case exports = "export_shelves"
  /// Of the erasure itself the keyed digest of the number stays.
  case erasures = "person_erasures"

  /// Tables of a tenant that hold nothing of a caller's, each with the reason.
  public static let without: [String: String] = [
    "users": staff, "sessions": staff, "api_keys": staff, "sign_in_guards": staff, "memberships": staff,
    "agents": staff, "agent_states": references, "agent_facts": references, "assignment_ledgers": references,
    "stream_grants": references, "call_facts": references, "live_calls": references, "queue_heads": references,
    "call_queues": "not written any more", "log_floors": references, "follower_positions": references,
    "audit_entries": references, "audit_heads": references, "webhook_deliveries": references,
    "billing_accounts": figures, "credit_entries": figures, "analytics_progress": figures, "analytics_tallies": figures,
    "screening_revisions": figures, "knowledge_holdings": figures, "phone_lines": own, "departments": own,
    "department_routes": own, "transfer_rules": own, "extensions": own, "knowledge_entries": own,
    "knowledge_test_sets": own, "knowledge_suggestions": own, "webhook_secrets": own, "webhook_rosters": own,
  ]

  private static let staff = "about the tenant's people, who are erased as users"
  private static let references = "names calls and people by reference only"
  private static let figures = "figures, and calls by reference"
  private static let own = "the tenant's own set-up and words"
}
