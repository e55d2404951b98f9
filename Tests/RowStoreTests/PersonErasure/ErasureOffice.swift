import Foundation
import Generators
import MemoryStore
import PropertyTesting
import Synchronization
import Testing
import VoiceCore

/// Two companies that the same people have rung, whose rows are kept as bytes that can be read.
struct ErasureOffice {
  /// Somebody who rings; the same number and the same words with both companies.
  enum Person: Int, CaseIterable, Sendable {
    case quill, ember, tansy

    var digits: String { "49305550\(111 * (rawValue + 1))" }
    var number: PhoneNumber {
      guard let number = PhoneNumber("+" + digits) else { preconditionFailure("a person has a number") }
      return number
    }
    /// In everything that they say or leave, or that is said of them.
    var words: String { "words-of-\(self)" }
    /// What must not be found of them: the number, also as it is dialled at home, and their words.
    var traces: [[UInt8]] { [Array(digits.dropFirst(2).utf8), Array(words.utf8)] }
  }

  /// A call that is over, and what is left of it.
  struct Contact: Sendable {
    let person: Person
    let company: Int
    let hasSound: Bool
    let leftMessage: Bool
    let isReported: Bool
    let wantsCallBack: Bool
    /// Whose number the caller left beside their own words.
    let naming: Person?
  }

  let time = ManualTime()
  let ids = IDSource.counting()
  let objects = HeldObjects()
  let memory = MemoryStore()
  let ciphers: OpenCiphers
  let store: MemoryStore

  static let companies = [1, 2].map { TestTenant.plan($0) }
  static let department = Department.ID(1)
  static let keyed = KeyedDigest { TokenDigest(hex: String(UInt64(bitPattern: Int64($0.hashValue)), radix: 16)) }
  static let signer = StatementSigner(
    sign: { StatementSignature(publicKey: [1], bytes: $0) }, verify: { $0.bytes == $1 })

  /// What of a table is as it was once the ciphers are told so; `nil` for nothing.
  init(forgetting table: PersonalTable? = nil) {
    ciphers = OpenCiphers(forgetting: table?.rawValue)
    store = memory.sealed(by: ciphers)
  }

  static func tenant(_ company: Int) -> Tenant.ID { companies[company].tenant.id }

  var auditing: Auditing { Auditing(time: time, ids: ids, digest: AuditDigest { Array($0.suffix(8)) }) }
  var request: RequestPersonErasure {
    RequestPersonErasure(store: store, time: time, keyed: Self.keyed, auditing: auditing)
  }
  var erase: ErasePerson {
    var limits = ErasePerson.Limits()
    (limits.pageLength, limits.callsAtOnce) = (3, 2)
    return ErasePerson(store: store, signer: Self.signer, time: time, limits: limits)
  }
  var attend: AttendRecordings {
    AttendRecordings(
      store: store, recorder: Carrier(), objects: objects, sealing: OpenSealing(), time: time, chance: Chance { 7 })
  }
  var write: WriteExports {
    WriteExports(
      store: store, objects: objects, sealing: OpenSealing(), digests: ContentDigests { Counted() }, time: time,
      chance: Chance { 7 })
  }

  /// Lets both companies begin, with what they know of everybody beside calls.
  func begin() async throws {
    for (index, plan) in Self.companies.enumerated() {
      try await ProvisionTenant(store: store)(plan)
      let answers = Person.allCases.map { person in
        var kept = KeptAnswer(
          place: TokenDigest(hex: "a\(person.rawValue)"), fingerprint: TokenDigest(hex: "fa"), seed: Bits128(7),
          since: time.now())
        kept.answer = .init(status: 201, fields: [], body: Array(#"{"number":"\#(person.number.e164)"}"#.utf8))
        return kept
      }
      let now = time.now()
      let rules = try OutboundRules(atOnce: 9, perMinute: 9)
      try await store.transaction(for: Self.tenant(index)) { scope throws(StoreFailure) in
        guard var company = try await scope.tenant() else { throw .notFound }
        try? company.settings.signs.setVIPNumbers(Person.allCases.map(\.number.e164))
        try await scope.save(company)
        var ledger = try await scope.outboundLedger()
        for (person, answer) in zip(Person.allCases, answers) {
          let id = UInt128(person.rawValue + 1)
          try await scope.save(answer)
          try await scope.save(SpamRule(id: Identifier(id), sign: .number(person.number), action: .flag))
          try await scope.allow(person.number, as: Identifier(id))
          var track = CallerTrack(of: person.number)
          track.noteReport()
          try await scope.save(track)
          try? ledger.admit(Identifier(0xFFF0 + id), to: person.number, at: now, by: rules)
        }
        try await scope.save(ledger)
      }
    }
  }

  /// Keeps a call with all that is left of it.
  func keep(_ number: Int, _ contact: Contact) async throws {
    let (person, tenant) = (contact.person, Self.tenant(contact.company))
    let began = time.now()
    var call = Call(
      id: Identifier(UInt128(0xC000 + number)), carrierID: try #require(CarrierCallID("CA\(number)")),
      direction: number.isMultiple(of: 2) ? .inbound : .outbound, caller: .number(person.number),
      dialled: TestTenant.line(of: contact.company + 1), startedAt: began, language: .english)
    let end = Ending(.hungUp, at: began + .seconds(9))
    let facts: [Call.Fact] = [.started, .rang, .answered(at: began), .ended(end)]
    call.evolve(facts)
    let ended = call
    let named = contact.naming.map { "; ring 030 \($0.digits.dropFirst(4))" } ?? ""
    let details = CallerNote.Details(
      name: person.words, number: contact.naming.map { "0" + $0.digits.dropFirst(2) }, text: person.words + named)
    let (note, message) = (try #require(details), try #require(CarrierRecording("RE\(number)")))
    let voicemail = Voicemail(of: call, recording: message, duration: .seconds(3), receivedAt: began)
    let sounds = try sounds(of: call, voicemail, contact)
    for sound in sounds {
      try await objects.put(Array(person.words.utf8), at: try #require(sound.object(of: tenant)))
    }
    let report = SpamReport(
      id: Identifier(UInt128(number + 1)), call: call.id, number: person.number, reporter: .user(Identifier(1)),
      at: began, note: person.words)
    let department = Self.department
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let intentions: [Call.Intention] = contact.wantsCallBack ? [.callBack(department)] : []
      try await scope.save(ended, facts: facts, intentions: intentions, at: end.at)
      if let record = CallDetailRecord(of: ended) { try await scope.save(record) }
      try await scope.append(
        [Utterance(.caller, person.words, at: began), Utterance(.receptionist, "Yes?", at: began)], to: ended.id)
      if contact.leftMessage {
        var notes = CallerNotes(of: ended.id)
        notes.take(CallerNote(number: 1, kind: .message, details: note, isConfirmed: true))
        try await scope.save(notes)
        try await scope.save(voicemail)
      }
      for sound in sounds { try await scope.save(sound) }
      if contact.isReported {
        try await scope.save(SpamReview(of: ended, at: began))
        try await scope.save(report)
      }
      if contact.wantsCallBack {
        let caller = WaitingCaller(call: ended.id, arrival: began, callBack: person.number)
        _ = try await scope.enter(caller, in: department)
      }
    }
  }

  private func sounds(of call: Call, _ voicemail: Voicemail, _ contact: Contact) throws -> [Recording] {
    guard contact.hasSound else { return [] }
    var sounds = [Recording(of: call, at: call.startedAt)]
    sounds[0].evolve(.announced, at: call.startedAt)
    sounds[0].evolve(.started(try #require(CarrierRecording("RC\(call.id.bits)"))), at: call.startedAt)
    sounds[0].evolve(.finished(length: .seconds(9)), at: call.startedAt)
    if contact.leftMessage { sounds.append(Recording(of: voicemail, at: call.startedAt)) }
    let kept = Recording.Kept(attempt: 1, size: 3, expiresAt: call.startedAt + .seconds(86_400))
    return sounds.map { sound in
      var stored = sound.attempted(at: call.startedAt, secret: ObjectSecret { 7 })
      stored.evolve(.stored(kept), at: call.startedAt)
      return stored
    }
  }

  /// Writes a file of everything that the company has.
  func export(_ number: UInt128, of company: Int) async throws {
    _ = try await RequestExport(store: store, time: time, auditing: auditing)(
      Identifier(number), try Export.Order(.everything, as: .tar, of: .always),
      by: .user(Identifier(1), .tenantAdmin, of: Self.tenant(company)), in: Self.tenant(company))
    let tally = try await write(of: Self.tenant(company))
    try requireEqual(tally.written, 1)
  }

  /// Has somebody erased, and does what the nodes do meanwhile until it is done.
  func erase(_ person: Person, from company: Int, as number: UInt128 = 1) async throws -> PersonErasure {
    let tenant = Self.tenant(company)
    let answer = try await request(Identifier(number), of: person.number, by: .commandLine, in: tenant)
    guard case .waits(let asked) = answer else { throw StoreFailure.conflict }
    ciphers.arm()
    for _ in 1...60 {
      time.advance(by: PersonErasure.settling)
      if try await erase(of: tenant).erased > 0 {
        return try #require(try await ReadPersonErasures(store: store)(asked.id, of: tenant))
      }
      _ = try await attend(of: tenant)
      _ = try await write(of: tenant)
    }
    throw StoreFailure.conflict
  }

  /// Every byte that a company has in its rows and objects.
  func kept(of company: Int) async throws -> [(table: String, bytes: [UInt8])] {
    let tenant = Self.tenant(company)
    var kept = store.bytes.filter { $0.tenant == tenant }.map { row in
      // Bytes within a body are numbers there.
      guard row.table == "kept_answers",
        let answer = try? JSONDecoder().decode(KeptAnswer.self, from: Data(row.bytes)).answer
      else { return (table: row.table, bytes: row.bytes) }
      return (table: row.table, bytes: row.bytes + answer.body)
    }
    for key in objects.keys where key.hasPrefix(ObjectKey.prefix(of: tenant)) {
      let parts = key.dropFirst(ObjectKey.prefix(of: tenant).count).split(separator: "/").map(String.init)
      let name =
        switch parts.count {
        case 2: ObjectKey(tenant: tenant, parts[0], parts[1])
        default: ObjectKey(tenant: tenant, parts[0], parts[1], parts[2], parts[3])
        }
      let bytes = try await objects.get(try #require(name)) ?? []
      kept.append((table: parts.count == 2 ? "sound" : "files", bytes: bytes))
    }
    return kept
  }
}

/// Objects as they are.
private struct OpenSealing: ObjectSealing {
  func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] { sealed }
}

private struct Counted: ContentDigest {
  var count = 0
  mutating func take(_ bytes: [UInt8]) { count += bytes.count }
  var hex: String { "\(count)" }
}

/// A carrier that deletes what it is told to.
private struct Carrier: CallRecorder {
  func record(_ leg: CarrierCallID, in place: CallPlace) async throws(TelephonyFailure) -> CarrierRecording {
    throw .unavailable
  }
  func recording(
    of leg: CarrierCallID
  ) async throws(TelephonyFailure) -> (name: CarrierRecording, report: Recording.Report)? { nil }
  func set(_ wish: Recording.Wish, _ recording: CarrierRecording, of leg: CarrierCallID) async throws(TelephonyFailure)
  {}
  func sound(of recording: CarrierRecording, limit: Int) async throws(RecordingFailure) -> [UInt8]? { nil }
  func delete(_ recording: CarrierRecording) async throws(TelephonyFailure) {}
}

/// Ciphers that leave everything as it is. Of one table, once armed, they keep what a row was before: a table that an erasure forgets.
final class OpenCiphers: RowCiphers, TenantCipher {
  private let table: String?
  private let state = Mutex<(isArmed: Bool, former: [RowIdentity: [UInt8]])>((false, [:]))

  init(forgetting table: String?) { self.table = table }

  func arm() { state.withLock { $0.isArmed = true } }

  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher { self }
  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] { value }
  func forget(_ tenant: Tenant.ID) {}

  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.table == table else { return plain }
    return state.withLock { state in
      if state.isArmed, let former = state.former[identity] { return former }
      state.former[identity] = plain
      return plain
    }
  }

  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] { sealed }
  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] { value }
}
