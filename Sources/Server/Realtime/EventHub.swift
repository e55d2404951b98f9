internal import Metrics
internal import Synchronization
public import VoiceCore

/// All readers of events on this node. Whatever the number of readers, a tenant's log is read once, and only when it has grown
/// (property 17).
public final class EventHub: Sendable {
  /// Bounds and times of a hub.
  public struct Limits: Sendable {
    /// How many readers may be on this node.
    public var maximumReaders = 10_000
    /// How many of one person or key.
    public var maximumOfBearer = 16
    /// The longest that an event waits when no commit is heard of.
    public var longestSilence: Duration = .seconds(1)
    /// How long it takes at most until a change of departments changes what readers see.
    public var sightAge: Duration = .seconds(2)

    /// The default bounds.
    public init() {}
  }

  /// Why nobody is let in.
  public enum Refusal: Error, Equatable, Sendable {
    case full, forbidden
    case store(StoreFailure)
  }

  private struct Reader {
    let tenant: Tenant.ID
    let bearer: Bearer
    let wake: @Sendable () -> Void
  }

  private struct State {
    var head: LogPosition?
    /// Where each tenant's log was seen to end. So many as there are tenants.
    var ends: [Tenant.ID: LogPosition] = [:]
    /// Whether all of them were seen once.
    var isReady = false
    var rooms: [Tenant.ID: EventRoom] = [:]
    /// When what readers see was asked last.
    var sights: [Tenant.ID: Timestamp] = [:]
    /// Whose rooms may have more to read.
    var behind: Set<Tenant.ID> = []
    var readers: [Int: Reader] = [:]
    var counts: [Bearer: Int] = [:]
    var last = 0
  }

  /// How often somebody who comes while much happens is looked up anew.
  private static let maximumTries = 4
  private static let maximumHeads = 1_024

  private let store: any Store
  private let time: any TimeSource
  private let limits: Limits
  private let join: JoinEvents
  private let follow: FollowEvents
  /// From what happened to its being handed to this node's readers; what somebody is told who comes back isn't counted.
  private let delivery = Metrics.Timer(label: "voicecore_event_delivery_seconds")
  private let state = Mutex(State())
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  /// A hub that isn't running yet.
  public init(store: any Store, time: any TimeSource, limits: Limits = Limits()) {
    self.store = store
    self.time = time
    self.limits = limits
    join = JoinEvents(store: store, time: time)
    follow = FollowEvents(store: store)
    // One wake-up waits while a turn is on; it stands for all that came.
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// How many readers there are.
  public var count: Int { state.withLock { $0.readers.count } }

  /// Whether readers are let in: once all logs were looked at, which takes a moment.
  public var isReady: Bool { state.withLock { $0.isReady } }

  // MARK: Readers

  /// Takes a reader in; `wake` is called, on any thread and soon, whenever something waits for it.
  func enter(
    _ wish: JoinEvents.Wish, by bearer: Bearer, of tenant: Tenant.ID, wake: @escaping @Sendable () -> Void
  ) async throws(Refusal) -> Seat {
    let number = try reserve(Reader(tenant: tenant, bearer: bearer, wake: wake))
    do throws(Refusal) {
      for _ in 1...Self.maximumTries where try await admit(wish, number, by: bearer, of: tenant) {
        return Seat(hub: self, number: number)
      }
      throw .store(.unavailable)
    } catch {
      leave(number)
      throw error
    }
  }

  /// `false` when so much has happened meanwhile that it must be looked up anew.
  private func admit(
    _ wish: JoinEvents.Wish, _ number: Int, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(Refusal) -> Bool {
    let end = state.withLock { $0.rooms[tenant]?.place ?? $0.ends[tenant] }
    let stream: EventStream?
    do throws(StoreFailure) {
      stream = try await join(wish, by: bearer, of: tenant, near: end)
    } catch {
      throw .store(error)
    }
    guard let stream else { throw .forbidden }
    let isIn = state.withLock { state in
      // Who has gone meanwhile needs no seat.
      guard state.readers[number] != nil else { return true }
      var room = state.rooms.removeValue(forKey: tenant) ?? EventRoom(at: stream.place)
      defer { if room.count > 0 { state.rooms[tenant] = room } }
      guard room.admit(stream, as: number) else { return false }
      state.behind.insert(tenant)
      return true
    }
    if isIn { wake.yield() }
    return isIn
  }

  private func reserve(_ reader: Reader) throws(Refusal) -> Int {
    let number = state.withLock { state -> Result<Int, Refusal> in
      guard state.isReady else { return .failure(.store(.unavailable)) }
      guard state.readers.count < limits.maximumReaders,
        state.counts[reader.bearer, default: 0] < limits.maximumOfBearer
      else { return .failure(.full) }
      state.last += 1
      state.readers[state.last] = reader
      state.counts[reader.bearer, default: 0] += 1
      return .success(state.last)
    }
    return try number.get()
  }

  fileprivate func leave(_ number: Int) {
    state.withLock { state in
      guard let reader = state.readers.removeValue(forKey: number) else { return }
      let count = state.counts[reader.bearer, default: 0] - 1
      state.counts[reader.bearer] = count > 0 ? count : nil
      state.rooms[reader.tenant]?.leave(number)
      guard state.rooms[reader.tenant]?.count == 0 else { return }
      state.rooms[reader.tenant] = nil
      state.sights[reader.tenant] = nil
      state.behind.remove(reader.tenant)
    }
  }

  fileprivate func subscribe(_ number: Int, to topics: EventTopics) {
    state.withLock { state in
      guard let reader = state.readers[number] else { return }
      state.rooms[reader.tenant]?.subscribe(number, to: topics)
    }
  }

  /// `nil` for a reader whose room is gone: it comes back, and is told how things stand.
  fileprivate func take(_ count: Int, of number: Int) -> (messages: [EventStream.Message], isCutOff: Bool)? {
    state.withLock { state in
      guard let reader = state.readers[number] else { return nil }
      return state.rooms[reader.tenant]?.take(count, of: number)
    }
  }

  /// A reader's place in the hub.
  struct Seat: Sendable {
    fileprivate let hub: EventHub
    fileprivate let number: Int

    /// The next messages, at most so many, and whether the reader is to be cut off; `nil` when it must come anew.
    func take(_ count: Int) -> (messages: [EventStream.Message], isCutOff: Bool)? { hub.take(count, of: number) }
    /// From now on the reader wants to hear of these.
    func subscribe(to topics: EventTopics) { hub.subscribe(number, to: topics) }
    /// Gives the place back. Twice is once.
    func leave() { hub.leave(number) }
  }

  // MARK: The log

  /// From now on nothing is read any more. Twice is once.
  public func close() { wake.finish() }

  /// Reads logs as they grow, until `close`, or until the task is cancelled.
  public func run() async {
    await withTaskGroup(of: Void.self) { group in
      // While nobody reads, no commit is worth a look: where the logs end is looked at from time to time.
      group.addTask { for await _ in self.store.commits() where self.count > 0 { self.wake.yield() } }
      group.addTask { [time, wake, limits] in
        while !Task.isCancelled {
          do { try await time.sleep(for: limits.longestSilence) } catch { return }
          wake.yield()
        }
      }
      wake.yield()
      for await _ in wakes {
        while await look(), !Task.isCancelled {}
      }
      group.cancelAll()
    }
  }

  /// One look at which logs have grown, and a stretch of each that somebody reads; whether there is more. Of what can't be read now
  /// nothing is lost: the next wake-up tries again.
  func look() async -> Bool {
    var hasMore = false
    do throws(StoreFailure) {
      let heads = try await store.platform.logHeads(
        after: state.withLock { $0.head }, limit: Self.maximumHeads)
      hasMore = heads.count == Self.maximumHeads
      state.withLock { state in
        for head in heads {
          state.ends[head.tenant] = head.position
          if state.rooms[head.tenant] != nil { state.behind.insert(head.tenant) }
        }
        state.head = heads.last?.position ?? state.head
        if !hasMore { state.isReady = true }
      }
    } catch {}
    for tenant in state.withLock({ $0.behind.sorted() }) where await goOn(with: tenant) { hasMore = true }
    return hasMore
  }

  /// Reads a stretch of a tenant's log for its room; whether there is more.
  private func goOn(with tenant: Tenant.ID) async -> Bool {
    let now = time.now()
    let question = state.withLock { state in
      state.behind.remove(tenant)
      let isOld = state.sights[tenant].map { now - $0 >= limits.sightAge } ?? true
      return state.rooms[tenant]?.next(looksAgain: isOld)
    }
    guard let question else { return false }
    let turn: EventTurn?
    do throws(StoreFailure) {
      turn = try await follow(question, of: tenant)
    } catch {
      // A tenant that is erased has nothing more to tell; else the next wake-up tries again.
      if error == .notFound { drop(tenant) } else { state.withLock { _ = $0.behind.insert(tenant) } }
      return false
    }
    guard let turn else {
      drop(tenant)
      return false
    }
    let woken = state.withLock { state -> [@Sendable () -> Void] in
      // A room that was left and made anew meanwhile is somewhere else; it has its own turn.
      guard var current = state.rooms.removeValue(forKey: tenant) else { return [] }
      defer { state.rooms[tenant] = current }
      guard current.place == turn.from else {
        state.behind.insert(tenant)
        return []
      }
      if turn.looksAgain { state.sights[tenant] = now }
      if turn.hasMore { state.behind.insert(tenant) }
      return current.go(on: turn).compactMap { state.readers[$0]?.wake }
    }
    for wake in woken { wake() }
    let told = time.now()
    for moment in turn.moments { delivery.recordNanoseconds(max(.zero, told - moment).wholeMicroseconds * 1_000) }
    return turn.hasMore
  }

  /// Whoever reads this tenant's events comes anew.
  private func drop(_ tenant: Tenant.ID) {
    let woken = state.withLock { state in
      state.rooms[tenant] = nil
      state.sights[tenant] = nil
      return state.readers.values.filter { $0.tenant == tenant }.map(\.wake)
    }
    for wake in woken { wake() }
  }
}
