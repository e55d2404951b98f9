/// Everything that one tenant has, as of one instant; read-only.
public protocol TenantSnapshot: TenancySnapshot, AccessSnapshot, UserListSnapshot, SessionSnapshot,
  APIKeySnapshot, KeptAnswerSnapshot, MembershipSnapshot, RoutingSnapshot, AgentSnapshot, ScreeningSnapshot,
  KnowledgeSnapshot,
  QueueSnapshot, WaitingLineSnapshot, VoicemailSnapshot, RecordingSnapshot,
  CallSnapshot, CallerNoteSnapshot, OutboundSnapshot, EventSnapshot, AuditSnapshot, BillingSnapshot, WebhookSnapshot,
  AnalyticsSnapshot, ExportSnapshot, PersonErasureSnapshot
{}

/// Everything that one tenant has, inside a unit of work.
public protocol TenantScope: TenantSnapshot, TenancyScope, AccessScope, UserListScope, SessionScope, APIKeyScope,
  KeptAnswerScope, SignInGuardScope, MembershipScope, RoutingScope, AgentScope, ScreeningScope, KnowledgeScope,
  QueueScope,
  WaitingLineScope, VoicemailScope, RecordingScope, CallScope, CallerNoteScope, OutboundScope, EventScope, AuditScope,
  BillingScope,
  WebhookScope, AnalyticsScope, ExportScope, PersonErasureScope
{}
