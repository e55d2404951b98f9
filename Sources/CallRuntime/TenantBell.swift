import Synchronization
public import VoiceCore

/// Tells a worker of this node for whom there is something to do. Of rings that nobody has heard yet one a tenant is kept.
public final class TenantBell: Sendable {
  private let rung = Mutex<Set<Tenant.ID>>([])
  private let wake: AsyncStream<Void>.Continuation
  /// One for any number of rings that nobody has heard.
  let wakes: AsyncStream<Void>

  /// Silent.
  public init() { (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// There is something to do for this tenant.
  public func ring(_ tenant: Tenant.ID) {
    rung.withLock { _ = $0.insert(tenant) }
    wake.yield()
  }

  /// Lets the worker look at what is due by now.
  func tick() { wake.yield() }

  /// Who rang since the last time.
  func take() -> Set<Tenant.ID> {
    rung.withLock { rung in
      defer { rung = [] }
      return rung
    }
  }
}
