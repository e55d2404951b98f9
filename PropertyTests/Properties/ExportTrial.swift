import Generators
import PropertyTesting
import Synchronization
import VoiceCore

/// A tenant of whom a file is asked for, in virtual time; others write while its parts are kept.
final class ExportTrial: Sendable {
  /// Keeps what it is given, and lets something happen before.
  final class Place: ObjectStore {
    private let kept = HeldObjects()
    private let state = Mutex<(next: Int, before: @Sendable (Int) async throws(ObjectFailure) -> Void)>((0, { _ in }))

    var keys: [String] { kept.keys }

    func happens(_ before: @escaping @Sendable (Int) async throws(ObjectFailure) -> Void) {
      state.withLock { $0.before = before }
    }

    func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) {
      let (number, before) = state.withLock { state in
        defer { state.next += 1 }
        return (state.next, state.before)
      }
      try await before(number)
      try await kept.put(bytes, at: key)
    }

    func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? { try await kept.get(key) }
    func delete(_ key: ObjectKey) async throws(ObjectFailure) { try await kept.delete(key) }
    func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int {
      try await kept.deleteAny(of: tenant, limit: limit)
    }
  }

  /// Marks what it seals by key and secret, so that nothing passes for anything else.
  struct Sealing: ObjectSealing {
    func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
      secret.bytes + Array(key.text.utf8) + [0] + plain
    }

    func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
      let mark = secret.bytes + Array(key.text.utf8) + [0]
      guard sealed.starts(with: mark) else { throw .tampered }
      return Array(sealed.dropFirst(mark.count))
    }
  }

  let drawn: ExportCase
  let place = Place()
  let time = ManualTime()
  let tenant: Tenant.ID
  /// What the file must hold, when its last attempt began.
  var expected: ExportModel { model.withLock { $0 } }
  private let first: Timestamp
  private let store: any Store
  private let ids = IDSource.counting()
  private let isOpen = Mutex(true)
  private let model = Mutex(ExportModel())
  private let calls = Mutex(0)
  private let entries = Mutex(0)

  init(_ drawn: ExportCase, on store: any Store) async throws {
    self.drawn = drawn
    self.store = store
    first = time.now()
    let plan = TestTenant.plan(1)
    tenant = plan.tenant.id
    try await ProvisionTenant(store: store)(plan)
    for call in drawn.calls { try await keep(call) }
    for question in drawn.knowledge { try await learn(question) }
    time.advance(by: .seconds(100_000))
    // Weakly: the place belongs to this, and the store is only given back when both are gone.
    place.happens { [weak self] number throws(ObjectFailure) in try await self?.disturb(number) }
  }

  /// What is asked for.
  var order: Export.Order {
    get throws {
      try Export.Order(
        drawn.resource, as: drawn.format, of: ExportWindow(from: drawn.from.map(moment), to: drawn.to.map(moment)))
    }
  }

  func ask(for order: Export.Order) async throws -> Export.ID {
    let id: Export.ID = ids()
    let request = RequestExport(
      store: store, time: time, auditing: Auditing(time: time, ids: ids, digest: TenancyBench.digest))
    let answer = try await request(id, order, by: .user(User.ID(9), .tenantAdmin, of: tenant), in: tenant)
    try require({ if case .waits = answer { true } else { false } }(), "what is asked for waits")
    return id
  }

  /// Has it written, in as many attempts as it takes.
  func write(_ id: Export.ID) async throws -> Export {
    var limits = WriteExports.Limits()
    (limits.pageLength, limits.partBytes, limits.fileBytes) = (drawn.pageLength, drawn.partBytes, 2 * drawn.partBytes)
    let chance = Mutex(UInt64(1))
    let write = WriteExports(
      store: store, objects: place, sealing: Sealing(), digests: Self.digests, time: time,
      chance: Chance {
        chance.withLock {
          $0 += 1
          return $0
        }
      }, limits: limits)
    // An outage or an end each costs one attempt, and there are at most four of them.
    for _ in 0..<12 {
      if case .ready = try await export(id).stage { break }
      let now = try await ExportModel(of: store, tenant)
      model.withLock { $0 = now }
      isOpen.withLock { $0 = true }
      _ = try await write(of: tenant) { [self] in isOpen.withLock { $0 } }
      if case .ready = try await export(id).stage { break }
      time.advance(by: Export.lease)
    }
    return try await export(id)
  }

  /// Does what is due once more, after a time.
  func sweep(after span: Duration) async throws {
    time.advance(by: span)
    let write = WriteExports(
      store: store, objects: place, sealing: Sealing(), digests: Self.digests, time: time, chance: Chance { 1 })
    _ = try await write(of: tenant)
  }

  func export(_ id: Export.ID) async throws -> Export {
    let shelf = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.exportShelf() }
    return try requireSome(shelf[id], "what is asked for is remembered")
  }

  /// The file behind a link from an offset on, which is given in its thousandths; `nil` when there is none.
  func download(_ id: Export.ID, from thousandths: Int) async throws -> (whole: Int, bytes: [UInt8])? {
    let links = DownloadLinks(KeyedDigest { TokenDigest(hex: "\($0.utf8.count)") })
    let download = DownloadExport(store: store, objects: place, sealing: Sealing(), links: links, time: time)
    let target = links.target(of: .export(id), tenant: tenant, at: time.now())
    guard let file = try? await download.file(at: target) else { return nil }
    var bytes: [UInt8] = []
    let begin = file.manifest.size * thousandths / 1000
    while case let more = try await download.bytes(of: file, from: begin + bytes.count), !more.isEmpty {
      bytes += more
    }
    return (file.manifest.size, bytes)
  }

  func moment(_ hour: Int) -> Timestamp { first + .seconds(3_600 * hour) }

  // MARK: What happens

  private func disturb(_ number: Int) async throws(ObjectFailure) {
    do {
      switch drawn.disturbances[number] {
      case .call(let hour): try await keep(.init(hour: hour, said: ["new"], left: ["new"], hasEnded: true))
      case .change(let number, let said): try await change(number, said)
      case .knowledge(let question, let number):
        try await learn(question)
        try await forget(number)
      case .outage: throw ObjectFailure.unavailable
      case .end: isOpen.withLock { $0 = false }
      case nil: break
      }
    } catch {
      throw .unavailable
    }
  }

  private func keep(_ past: ExportCase.PastCall) async throws(StoreFailure) {
    let number = calls.withLock {
      $0 += 1
      return $0
    }
    let at = moment(past.hour)
    let call = TestTenant.call(number, of: 1, at: at)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let rung = try await scope.commit(call.decide(announcedWith: .clean, at: at), to: call, at: at)
      if past.hasEnded {
        let end = at + .seconds(60)
        try await scope.commit(rung.decide(ended: .hungUp, at: end), to: rung, at: end)
      }
      try await scope.append(past.said.map { Utterance(.caller, $0, at: at) }, to: call.id)
      try await Self.leave(past.left, in: call.id, scope)
    }
  }

  private func change(_ number: Int, _ said: String) async throws(StoreFailure) {
    let count = calls.withLock { $0 }
    guard count > 0 else { return }
    let known = TestTenant.call(number % count + 1, of: 1, at: first).id
    let now = time.now()
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(known) else { return }
      try await scope.commit(call.decide(ended: .hungUp, at: now), to: call, at: now)
      try await scope.append([Utterance(.receptionist, said, at: now)], to: known)
      try await Self.leave([said], in: known, scope)
    }
  }

  private static func leave(
    _ texts: [String], in call: Call.ID, _ scope: any TenantScope
  ) async throws(StoreFailure) {
    guard !texts.isEmpty else { return }
    var notes = try await scope.callerNotes(of: call) ?? CallerNotes(of: call)
    for text in texts {
      guard let details = CallerNote.Details(name: text, number: "5550100", text: text) else { continue }
      notes.take(CallerNote(number: notes.notes.count + 1, kind: .message, details: details, isConfirmed: true))
    }
    try await scope.save(notes)
  }

  private func learn(_ question: String) async throws(StoreFailure) {
    let number = entries.withLock {
      $0 += 1
      return $0
    }
    let entry = KnowledgeEntry(
      id: Identifier(UInt128(100 + number)), question: question, answer: question, category: question)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.save(entry) }
  }

  private func forget(_ number: Int) async throws(StoreFailure) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let known = try await scope.knowledge()
      try await scope.removeKnowledgeEntry(known[number % known.count].id)
    }
  }

  static let digests = ContentDigests { Folded() }

  private struct Folded: ContentDigest {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func take(_ bytes: [UInt8]) { for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 } }
    var hex: String { String(state, radix: 16) }
  }
}

/// What a tenant has, as the law reads it: all at once, and by its own means.
struct ExportModel: Sendable {
  struct Row: Sendable {
    let startedAt: Timestamp?
    let cells: [ExportReader.Cell]
  }

  private(set) var rows: [ExportResource: [Row]] = [:]

  /// Nothing.
  init() {}

  init(of store: any Store, _ tenant: Tenant.ID) async throws(StoreFailure) {
    rows = try await store.read(for: tenant) { scope throws(StoreFailure) -> [ExportResource: [Row]] in
      var rows: [ExportResource: [Row]] = [:]
      for call in try await scope.calls(after: nil, limit: 500) {
        let id = ExportReader.Cell.text(call.id.description)
        func add(_ resource: ExportResource, _ cells: [ExportReader.Cell]) {
          rows[resource, default: []].append(Row(startedAt: call.startedAt, cells: cells))
        }
        add(
          .calls,
          [
            id, .text(call.status.rawValue), .init(call.caller.number?.e164), .text(call.startedAt.description),
            .init(call.ending?.at.description),
            call.ending.map { .integer(Int(($0.at - call.startedAt).wholeMilliseconds)) } ?? .none,
          ])
        for fact in try await scope.facts(of: call.id) {
          guard let name = fact.fact.eventName else { continue }
          add(.callEvents, [.text("\(call.id).\(fact.ordinal)"), id, .text(name), .text(fact.at.description)])
        }
        for (index, utterance) in try await scope.transcript(of: call.id).enumerated() {
          add(
            .transcripts,
            [id, .integer(index + 1), .text(utterance.speaker.rawValue), .text(utterance.text)])
        }
        for note in try await scope.callerNotes(of: call.id)?.notes ?? [] {
          add(.callerNotes, [id, .integer(note.number), .init(note.details.name), .init(note.details.text)])
        }
      }
      for entry in try await scope.knowledge().sorted(by: { $0.id < $1.id }) {
        rows[.knowledge, default: []].append(
          Row(
            startedAt: nil,
            cells: [
              .text(entry.id.description), .text(entry.question), .text(entry.answer), .init(entry.category),
              .integer(entry.priority),
            ]))
      }
      return rows
    }
  }

  /// The columns that the law looks at, with those that hold numbers.
  static func columns(of resource: ExportResource) -> [String] {
    switch resource {
    case .calls: ["id", "status", "from", "started_at", "ended_at", "duration_ms"]
    case .callEvents: ["id", "call_id", "type", "at"]
    case .transcripts: ["call_id", "number", "speaker", "text"]
    case .callerNotes: ["call_id", "number", "name", "text"]
    case .knowledge: ["id", "question", "answer", "category", "priority"]
    case .everything: []
    }
  }

  /// Every column that holds numbers.
  static let numbers: Set<String> = [
    "duration_ms", "failed_attempts", "spam_score", "ai_cost_microdollars", "number", "priority",
  ]

  /// What a file must hold of these columns: the rows of the window, its end left out.
  func cells(of resource: ExportResource, from: Timestamp?, to: Timestamp?) -> [[ExportReader.Cell]] {
    rows[resource, default: []].filter { row in
      guard let startedAt = row.startedAt else { return true }
      if let from, startedAt < from { return false }
      if let to, startedAt >= to { return false }
      return true
    }.map(\.cells)
  }
}
