import Generators
import MemoryStore
import PropertyTesting
import RowStore
import Synchronization
import Testing
import VoiceCore

@Suite("Erasing one caller's data", .timeLimit(.minutes(2)))
struct PersonErasureTests {
  private static let contacts: Gen<[ErasureOffice.Contact]> = .array(
    of: zip(Gen<Int>.int(0...2), Gen<Int>.int(0...1), Gen<Int>.int(0...31), Gen<Int>.int(0...2)).map {
      person, company, parts, naming in
      ErasureOffice.Contact(
        person: ErasureOffice.Person.allCases[person], company: company, hasSound: parts & 1 != 0,
        leftMessage: parts & 2 != 0, isReported: parts & 4 != 0, wantsCallBack: parts & 8 != 0,
        naming: parts & 16 != 0 ? ErasureOffice.Person.allCases[naming] : nil)
    }, count: 0...12)

  /// Rows that say how many others there are, or what was decided about all of them.
  private static let shared: Set<String> = [
    "audit_entries", "audit_heads", "screening_revisions", "export_shelves", "tenants", "outbound_ledgers",
    "queue_heads", "person_erasures", "files", "kept_answers",
  ]

  /// Rows and objects by how often they are there.
  private static func tally(_ rows: [(table: String, bytes: [UInt8])]) -> [String: Int] {
    rows.reduce(into: [:]) { $0["\($1.table) \(String(decoding: $1.bytes, as: UTF8.self))", default: 0] += 1 }
  }

  /// After an erasure nothing of the person is left with that company, and everything else is as it was: other people's with it, and
  /// everybody's with the other company.
  @discardableResult
  private static func require(
    erasedOf contacts: [ErasureOffice.Contact], in office: ErasureOffice,
    _ note: @Sendable (Set<String>) -> Void = { _ in }
  ) async throws -> PersonErasure {
    let person = ErasureOffice.Person.quill
    try await office.begin()
    for (number, contact) in contacts.enumerated() { try await office.keep(number, contact) }
    try await office.export(1, of: 0)
    try await office.export(1, of: 1)
    // What is stored is deleted at the carrier.
    for company in 0...1 { _ = try await office.attend(of: ErasureOffice.tenant(company)) }
    let (before, other) = (try await office.kept(of: 0), tally(try await office.kept(of: 1)))
    let own = contacts.enumerated().filter { $1.person == person && $1.company == 0 }.map { 0xC000 + $0.offset }
    let names = own.map { Call.ID(UInt128($0)).description }
    note(Set(before.filter { row in person.traces.contains { row.bytes.contains($0) } }.map(\.table)))

    let erasure = try await office.erase(person, from: 0)
    try await office.export(2, of: 0)

    let after = try await office.kept(of: 0)
    for row in after {
      for trace in person.traces where row.bytes.contains(trace) {
        throw RequirementFailure(
          "\(row.table) tells of the person: \(String(decoding: row.bytes, as: UTF8.self))", fileID: #fileID,
          line: #line)
      }
    }
    let left = tally(after)
    // Keys aside, of which a row that goes has some, too.
    let bodies = before.filter { $0.bytes.first == UInt8(ascii: "{") || $0.table == "sound" }
    for row in bodies where !shared.contains(row.table) {
      let text = String(decoding: row.bytes, as: UTF8.self)
      guard !person.traces.contains(where: row.bytes.contains), !names.contains(where: text.contains) else { continue }
      try PropertyTesting.require(left["\(row.table) \(text)"] != nil, "\(row.table) lost \(text)")
    }
    let others = tally(try await office.kept(of: 1))
    try requireEqual(others, other)
    try PropertyTesting.require(erasure.number == nil && !erasure.isOpen)
    let signed = try requireSome(erasure.statement)
    try PropertyTesting.require(signed.isGenuine(to: ErasureOffice.signer))
    let counts = Dictionary(uniqueKeysWithValues: signed.statement.counts.map { ($0.table, $0.rows) })
    try requireEqual(counts["calls"] ?? 0, own.count)
    try requireEqual(counts["call_detail_records"] ?? 0, own.count)
    try requireEqual(counts["utterances"] ?? 0, own.count * 2)
    try requireEqual(
      counts["voicemails"] ?? 0, contacts.count { $0.person == person && $0.company == 0 && $0.leftMessage })
    try await requireKept(contacts, by: person, in: office)
    return erasure
  }

  /// What a call was, but for who called, stays: so do figures and credits.
  private static func requireKept(
    _ contacts: [ErasureOffice.Contact], by person: ErasureOffice.Person, in office: ErasureOffice
  ) async throws {
    let tenant = ErasureOffice.tenant(0)
    for (number, contact) in contacts.enumerated() where contact.company == 0 {
      let id = Call.ID(UInt128(0xC000 + number))
      let found = try await office.store.read(for: tenant) { scope throws(StoreFailure) in
        (try await scope.call(id), try await scope.detailRecord(of: id), try await scope.facts(of: id).map(\.fact))
      }
      let (call, record) = (try requireSome(found.0), try requireSome(found.1))
      try requireEqual(record, CallDetailRecord(of: call))
      try requireEqual(call.caller, contact.person == person ? .withheld : .number(contact.person.number))
      try requireEqual(record.duration, .seconds(9))
      var folded = Call(
        id: id, carrierID: call.carrierID, direction: call.direction, caller: call.caller, dialled: call.dialled,
        startedAt: call.startedAt, language: .english)
      folded.evolve(found.2)
      try requireEqual(folded, call)
    }
  }

  @Test func `nothing of the person is left, and everything else is as it was`() async {
    let tables = Traced()
    let property = Property("erased", for: Self.contacts) { contacts in
      try await Self.require(erasedOf: contacts, in: ErasureOffice()) { tables.add($0) }
    }
    let report = await check(property, RunSettings(cases: 100, maximumShrinkEvaluations: 200))
    let passed = report.passed
    #expect(passed, "\(report.text())")
    // Every table that can tell of a person did in some case, but for what has no words of its own.
    let silent: Set<PersonalTable> = [.intentions, .recordings, .exports, .erasures]
    let expected = Set(PersonalTable.allCases).subtracting(silent).map(\.rawValue) + ["sound", "files"]
    #expect(tables.names == Set(expected))
  }

  @Test(arguments: [
    PersonalTable.calls, .detailRecords, .spamReports, .spamReviews, .tenants, .keptAnswers, .outboundLedgers,
  ])
  func `a table that is forgotten is found`(_ table: PersonalTable) async throws {
    let contact = ErasureOffice.Contact(
      person: .quill, company: 0, hasSound: true, leftMessage: true, isReported: true, wantsCallBack: true, naming: nil)
    // By what is left, or by a call that can't be taken on: what is written of it doesn't fit what it is.
    await #expect(throws: (any Error).self) {
      try await Self.require(erasedOf: [contact], in: ErasureOffice(forgetting: table))
    }
  }

  @Test func `every table of a tenant is known to hold a caller's data or not to`() {
    let (personal, others) = (PersonalTable.allCases.map(\.rawValue), PersonalTable.without.keys)
    #expect(Set(personal).isDisjoint(with: others))
    #expect(Set(Tables.all.map(\.name)) == Set(personal).union(others), "a new table must be put into PersonalTable")
  }

  @Test func `who is erased twice has nothing left the second time, and is asked for once while it is under way`()
    async throws
  {
    let office = ErasureOffice()
    let contact = ErasureOffice.Contact(
      person: .quill, company: 0, hasSound: true, leftMessage: true, isReported: true, wantsCallBack: false, naming: nil
    )
    try await Self.require(erasedOf: [contact, contact], in: office)
    let tenant = ErasureOffice.tenant(0)
    let (number, other) = (ErasureOffice.Person.quill.number, ErasureOffice.Person.ember.number)
    let first = try await office.request(Identifier(7), of: number, by: .server, in: tenant)
    #expect(try await office.request(Identifier(8), of: number, by: .server, in: tenant) == first)
    #expect(try await office.request(Identifier(9), of: other, by: .server, in: tenant) != first)
    let again = try await office.erase(.quill, from: 0, as: 7)
    // The file that was written since.
    #expect(again.counts == ["export_shelves": 1])
    #expect(try await office.erase(of: tenant) == ErasePerson.Tally())
  }

  @Test func `who is on the line isn't erased, and a call that has just ended is left a while`() async throws {
    let office = ErasureOffice()
    try await office.begin()
    let (tenant, person) = (ErasureOffice.tenant(0), ErasureOffice.Person.quill)
    let call = Call(
      id: Identifier(0xC001), carrierID: try #require(CarrierCallID("CA1")), direction: .inbound,
      caller: .number(person.number), dialled: TestTenant.line(of: 1), startedAt: office.time.now(), language: .english)
    let now = office.time.now()
    let running = try await office.store.transaction(for: tenant) { scope throws(StoreFailure) in
      let rung = try await scope.commit(call.decide(announcedWith: .clean, at: now), to: call, at: now)
      try await scope.save(LiveCall(call: call.id, holder: .carrier, since: now))
      return rung
    }
    #expect(try await office.request(Identifier(1), of: person.number, by: .server, in: tenant) == .onTheLine)
    let end = office.time.now()
    try await office.store.transaction(for: tenant) { scope throws(StoreFailure) in
      _ = try await scope.commit(running.decide(ended: .hungUp, at: end), to: running, at: end)
    }
    _ = try await office.request(Identifier(1), of: person.number, by: .server, in: tenant)
    let early = try await office.erase(of: tenant)
    #expect(early.waiting == 1 && early.erased == 0)
    office.time.advance(by: PersonErasure.settling)
    #expect(try await office.erase(of: tenant).erased == 1)
  }
}

/// Tables in which somebody was found.
private final class Traced: Sendable {
  private let state = Mutex<Set<String>>([])

  var names: Set<String> { state.withLock { $0 } }

  func add(_ names: Set<String>) { state.withLock { $0.formUnion(names) } }
}
