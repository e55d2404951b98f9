import Generators
import Testing
import VoiceCore

/// A company whose calls are recorded, with a carrier that records and a store of objects.
struct RecordingDesk {
  let world: World
  let carrier = RecordingCarrier()
  let objects: any ObjectStore
  let sealing = MarkedSealing()
  let links = DownloadLinks(.folding("k"))

  init(
    rule: RecordingRule = .always, days: Int = 30, objects: any ObjectStore = HeldObjects(), in shared: World? = nil
  ) async throws {
    if let shared { world = shared } else { world = try await World() }
    self.objects = objects
    let settings = try RecordingSettings(rule: rule, days: days)
    try await change { scope throws(StoreFailure) in
      guard var tenant = try await scope.tenant() else { throw .notFound }
      tenant.settings.recording = settings
      try await scope.save(tenant)
    }
  }

  var tenant: Tenant.ID { world.tenant }
  var attend: AttendRecordings {
    AttendRecordings(
      store: world.store, recorder: carrier, objects: objects, sealing: sealing, time: world.time,
      chance: Chance { 0x5EC2_E700_0000_0001 })
  }
  var steer: SteerRecording { SteerRecording(store: world.store, attend: attend, time: world.time) }
  var receive: ReceiveRecording { ReceiveRecording(store: world.store, time: world.time) }
  var hear: HearRecording {
    HearRecording(store: world.store, objects: objects, sealing: sealing, links: links, time: world.time)
  }

  func change(
    _ body: @escaping @Sendable (any TenantScope) async throws(StoreFailure) -> Void
  ) async throws(StoreFailure) { try await world.store.transaction(for: tenant, body) }

  /// A caller who was told, and talks with the receptionist.
  func talking() async throws -> JoinStream.Joined {
    guard case .announce(_, let token, _) = try await world.answer(try world.announcement()) else {
      throw StoreFailure.notFound
    }
    return try await world.join(token: token, carrierCall: "CA1")
  }

  /// So too, and the recording runs.
  func recorded() async throws -> CallPlace {
    let place = try await talking().place
    _ = try await attend(Recording.ID(of: place.call), of: tenant)
    return place
  }

  /// The call is over, and the carrier has told of the recording.
  func finished(_ sound: [UInt8] = [1, 2, 3]) async throws -> CallPlace {
    let place = try await recorded()
    _ = try await world.end(.id(place.call), of: tenant, because: .hungUp)
    carrier.complete("RE1", sound)
    try await tell(.complete(.seconds(7)), in: place)
    return place
  }

  func tell(_ report: Recording.Report, of name: String = "RE1", in place: CallPlace) async throws {
    try await receive(report, of: try #require(CarrierRecording(name)), in: place)
  }

  /// All that is due is done; time passes in between, as often as said.
  @discardableResult
  func work(rounds: Int = 1, every pause: Duration = .seconds(20)) async throws -> AttendRecordings.Tally {
    var last = AttendRecordings.Tally()
    for _ in 0..<rounds {
      world.time.advance(by: pause)
      last = try await attend(of: tenant)
    }
    return last
  }

  func recording(_ place: CallPlace) async throws -> Recording {
    let found = try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.recording(Recording.ID(of: place.call))
    }
    return try #require(found)
  }

  /// What happened to the recording, by the call's log.
  func facts(_ place: CallPlace) async throws -> [Recording.Fact] {
    try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call).compactMap {
        if case .recording(let fact) = $0.fact { fact } else { nil }
      }
    }
  }
}

/// Marks instead of sealing: what was sealed for another key or under another secret doesn't open.
struct MarkedSealing: ObjectSealing {
  func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
    mark(secret, key) + plain
  }

  func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
    let mark = mark(secret, key)
    guard sealed.starts(with: mark) else { throw .tampered }
    return Array(sealed.dropFirst(mark.count))
  }

  private func mark(_ secret: ObjectSecret, _ key: ObjectKey) -> [UInt8] { secret.bytes + Array(key.text.utf8) }
}
