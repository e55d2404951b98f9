import Metrics
import Synchronization
public import VoiceCore

/// The sessions that live on this node now.
public final class LiveSessions: Sendable {
  private struct Entry {
    let control: SessionControl
    let operators: OperatorDesk
    let place: CallPlace
    /// Since when it is to say goodbye, because its tenant is closed.
    var closingSince: Timestamp?
  }

  private let entries = Mutex<[Int: Entry]>([:])
  private let serial = Atomic<Int>(0)
  private let gauge = Gauge(label: "voicecore_calls_active")

  /// No sessions yet.
  public init() {}

  /// How many there are.
  public var count: Int { entries.withLock { $0.count } }

  /// The calls that have one.
  var places: Set<CallPlace> { entries.withLock { Set($0.values.map(\.place)) } }

  func hold(
    _ control: SessionControl, _ operators: OperatorDesk, for place: CallPlace, while body: () async -> Void
  ) async {
    let key = serial.add(1, ordering: .relaxed).newValue
    gauge.record(
      entries.withLock { entries in
        entries[key] = Entry(control: control, operators: operators, place: place)
        return entries.count
      })
    await body()
    gauge.record(
      entries.withLock { entries in
        entries[key] = nil
        return entries.count
      })
  }

  /// Has the sessions of a tenant that is closed say goodbye, once each. To be repeated while some may still join.
  public func close(sessionsOf tenant: Tenant.ID, at now: Timestamp) {
    tell(.timeIsUp) { entry in
      guard entry.place.tenant == tenant, entry.closingSince == nil else { return false }
      entry.closingSince = now
      return true
    }
  }

  /// Ends those that have had so long for their goodbye, whoever's they are. To be repeated until none is left.
  public func endOverdue(at now: Timestamp, goodbye: Duration) {
    tell(.goodbyeIsOverdue) { entry in entry.closingSince.map { now >= $0 + goodbye } ?? false }
  }

  private func tell(_ event: SessionEvent, if isMeant: (inout Entry) -> Bool) {
    let told = entries.withLock { entries in
      entries.keys.sorted().compactMap { key in
        guard var entry = entries[key], isMeant(&entry) else { return nil as SessionControl? }
        entries[key] = entry
        return entry.control
      }
    }
    for control in told { control.tell(event) }
  }

  /// The operators' desk of a call's latest session here; `nil` when it has none.
  public func operators(of place: CallPlace) -> OperatorDesk? {
    entries.withLock { entries in
      entries.filter { $0.value.place == place }.max { $0.key < $1.key }?.value.operators
    }
  }

  /// Tells each session that this node ends.
  func drainAll() {
    for entry in entries.withLock({ $0.sorted { $0.key < $1.key }.map(\.value) }) { entry.control.tell(.drained) }
  }

  /// Looks every 50 ms: a drain is rare and not on the audio path.
  func waitUntilEmpty(atMost limit: Duration, by time: any TimeSource) async {
    let deadline = time.now() + limit
    while count > 0, time.now() < deadline {
      do { try await time.sleep(for: .milliseconds(50)) } catch { return }
    }
  }
}
