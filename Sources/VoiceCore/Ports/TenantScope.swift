/// Everything that one tenant has, as of one instant; read-only.
public protocol TenantSnapshot: TenancySnapshot, AccessSnapshot, RoutingSnapshot, ScreeningSnapshot, KnowledgeSnapshot,
  QueueSnapshot, CallSnapshot, EventSnapshot
{}

/// Everything that one tenant has, inside a unit of work.
public protocol TenantScope: TenantSnapshot, TenancyScope, AccessScope, RoutingScope, ScreeningScope, KnowledgeScope,
  QueueScope, CallScope, EventScope
{}
